import type { CallOutcome, ComponentSpecimen, SampleCall } from './component-specimen.js';
import {
  checkCancellation,
  checkFailures,
  checkSampleCalls,
  checkUnknownFields,
  checkWrongInput,
} from './call-checks.js';
import { checkStop } from './life-checks.js';
import { checkRestart, checkSideBySide } from './life-checks.js';
import { checkBrokenSettings, checkHealth, checkProvisions } from './start-checks.js';
import { withFolders } from './specimen-folders.js';
import type { SpecimenFolders } from './specimen-folders.js';

export type { CallOutcome, ComponentSpecimen, SampleCall };

/** One rule a component must keep: what it finds wrong, in words; nothing when all is well. */
export interface ComponentCheck {
  /** Completes "The component …". */
  readonly rule: string;
  find(specimen: ComponentSpecimen): Promise<readonly string[]>;
}

/** The rules, in the order in which a newcomer should mend them. */
export const componentChecks: readonly ComponentCheck[] = [
  rule('starts and provides what it declares', checkProvisions),
  rule('tells its health within 2 s, and is up', checkHealth),
  rule('answers each sample call by its schema', checkSampleCalls),
  rule('refuses wrong input as "invalid"', checkWrongInput),
  rule('refuses or drops fields its input does not name', checkUnknownFields),
  rule('fails with CarusoErrors only', checkFailures),
  rule('ends a call when its caller gives up', checkCancellation),
  rule('stops in time, also with calls in flight, and leaves nothing behind', checkStop),
  rule('can be started again after a stop', checkRestart),
  rule('works as two instances side by side', checkSideBySide),
  rule('names mistakes in its settings', checkBrokenSettings),
];

type Finder = (specimen: ComponentSpecimen, folders: SpecimenFolders) => Promise<readonly string[]>;

/** What a rule cannot be tried with, because something throws, is a finding too. */
function rule(words: string, finder: Finder): ComponentCheck {
  return {
    rule: words,
    async find(specimen) {
      try {
        return await withFolders(specimen, (folders) => finder(specimen, folders));
      } catch (thrown) {
        return [thrown instanceof Error ? thrown.message : String(thrown)];
      }
    },
  };
}
