import type { Build } from '../definition/build-definition.js';
import type { Mark } from '../source/positions.js';

/** What a rule found; the file is added by who runs it. */
export interface RuleFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly at: Mark;
  readonly message: string;
  readonly advice: string;
}

/** Services that actions may call; null when nothing is known of them. */
export type KnownServices = {
  readonly operations: ReadonlyMap<string, ReadonlySet<string>>;
  /** All there will be, not only those of the components that happen to be here now. */
  readonly complete: boolean;
} | null;

export interface RuleInput extends Build {
  readonly services: KnownServices;
}

export type Rule = (input: RuleInput) => readonly RuleFinding[];

export function error(rule: string, at: Mark, message: string, advice: string): RuleFinding {
  return { rule, severity: 'error', at, message, advice };
}

export function warning(rule: string, at: Mark, message: string, advice: string): RuleFinding {
  return { rule, severity: 'warning', at, message, advice };
}
