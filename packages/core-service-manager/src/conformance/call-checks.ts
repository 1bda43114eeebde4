import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { isErrorCode } from '../contract/index.js';
import type { Provision } from '../contract/index.js';
import { within } from './run-specimen.js';
import type { RunningSpecimen } from './run-specimen.js';
import { withRunning } from './specimen-folders.js';
import type { SpecimenFolders } from './specimen-folders.js';
import type { CallOutcome, ComponentSpecimen, SampleCall } from './component-specimen.js';

/** From the moment the caller gives up until the component has let go of the call. */
const LETTING_GO_MS = 2_000;
const UNKNOWN_FIELD = 'carusoConformanceUnknownField';

type Findings = Promise<readonly string[]>;

export async function checkSampleCalls(specimen: ComponentSpecimen, folders: SpecimenFolders): Findings {
  if (specimen.calls.length === 0) return ['there is no sample call: nothing shows that it works'];
  return withRunning(specimen, folders, (running) => tryCalls(specimen, running));
}

/** Runs every sample call and tells which did not end as it should. */
export async function tryCalls({ calls }: ComponentSpecimen, running: RunningSpecimen): Findings {
  const findings: string[] = [];
  for (const sample of calls) {
    const wrong = wrongOutcome(sample, await running.call(sample));
    if (wrong !== undefined) findings.push(`${sample.operation}: ${wrong}`);
  }
  return findings;
}

function wrongOutcome(sample: SampleCall, outcome: CallOutcome): string | undefined {
  const { fails, expect } = sample;
  if ('foreign' in outcome) return messageOf(outcome.foreign);
  const code = 'error' in outcome ? outcome.error.code : undefined;
  if (code !== fails) {
    const told = 'error' in outcome ? ` (${outcome.error.message})` : '';
    return `it ${fails === undefined ? 'should answer' : `should fail with "${fails}"`} and ${code === undefined ? 'answers' : `fails with "${code}"`}${told}`;
  }
  if ('answers' in sample && 'value' in outcome && !isDeepStrictEqual(outcome.value, sample.answers)) {
    return `it answers ${JSON.stringify(outcome.value)} and not ${JSON.stringify(sample.answers)}`;
  }
  try {
    expect?.('error' in outcome ? outcome.error : outcome.value);
    return undefined;
  } catch (thrown) {
    return messageOf(thrown);
  }
}

/** A schema that takes nothing at all, or takes text and nothing alike, checks nothing; what it refuses must be refused as `invalid`. */
export async function checkWrongInput(specimen: ComponentSpecimen, folders: SpecimenFolders): Findings {
  return withRunning(specimen, folders, async (running) => {
    const findings: string[] = [];
    for (const sample of specimen.calls) {
      const schema = inputOf(running.provisions, sample);
      const refused = wrongInputs(sample.input).filter((input) => schema?.safeParse(input).success !== true);
      if (refused.length < 3) findings.push(`${sample.operation} takes anything as its input`);
      for (const input of refused) {
        const outcome = await running.call({ ...sample, input });
        if (!('error' in outcome) || outcome.error.code !== 'invalid') {
          findings.push(`${sample.operation} does not refuse ${JSON.stringify(input)} as "invalid"`);
        }
      }
    }
    return findings;
  });
}

/** Four of the wrong kind as a whole, and each field of the sample with a value of another kind. */
function wrongInputs(input: unknown): readonly unknown[] {
  const fields = isRecord(input) ? Object.keys(input) : [];
  return [undefined, null, 'text', 7, ...fields.map((field) => ({ ...(input as object), [field]: [[]] }))];
}

export async function checkUnknownFields(specimen: ComponentSpecimen, folders: SpecimenFolders): Findings {
  return withRunning(specimen, folders, async ({ provisions }) =>
    specimen.calls
      .filter((sample) => {
        if (!isRecord(sample.input)) return false;
        const parsed = inputOf(provisions, sample)?.safeParse({ ...sample.input, [UNKNOWN_FIELD]: 1 });
        return parsed?.success === true && isRecord(parsed.data) && UNKNOWN_FIELD in parsed.data;
      })
      .map(({ operation }) => `the input of ${operation} lets unknown fields through`),
  );
}

export async function checkFailures(specimen: ComponentSpecimen, folders: SpecimenFolders): Findings {
  return withRunning(specimen, folders, async (running) => {
    const findings: string[] = [];
    for (const sample of specimen.calls) {
      const outcome = await running.call(sample);
      if ('foreign' in outcome)
        findings.push(`${sample.operation} throws no CarusoError: ${messageOf(outcome.foreign)}`);
      else if ('error' in outcome) findings.push(...mistakesOf(sample, outcome.error));
    }
    return findings;
  });
}

function mistakesOf(
  { operation }: SampleCall,
  { code, message, details }: { code: unknown; message: string; details: unknown },
) {
  const findings: string[] = [];
  if (!isErrorCode(code)) findings.push(`${operation} fails with the unknown code ${String(code)}`);
  if (message.trim() === '') findings.push(`${operation} fails without a message`);
  try {
    if (JSON.stringify(JSON.parse(JSON.stringify(details))) !== JSON.stringify(details)) throw new Error('it changes');
  } catch {
    findings.push(`the details of the failure of ${operation} are no JSON`);
  }
  return findings;
}

/** Given up before it begins, and soon after: the call must end, and the next must go on as ever. */
export async function checkCancellation(specimen: ComponentSpecimen, folders: SpecimenFolders): Findings {
  return withRunning(specimen, folders, async (running) => {
    const findings: string[] = [];
    for (const sample of specimen.calls) {
      for (const waitMs of [0, 20]) {
        const caller = new AbortController();
        const outcome = running.call(sample, caller.signal);
        await sleep(waitMs);
        caller.abort(new Error('The caller has given up'));
        const what = `let go of ${sample.operation} after its caller gave up`;
        const left = await within(LETTING_GO_MS, what, outcome).catch((late: unknown) => ({ late: messageOf(late) }));
        if ('late' in left) findings.push(left.late);
      }
    }
    if (findings.length > 0) return findings;
    return (await tryCalls(specimen, running)).map((finding) => `after calls were given up, ${finding}`);
  });
}

function inputOf(provisions: readonly Provision[], { contract: id, operation }: SampleCall): z.ZodType | undefined {
  const found = id === undefined ? provisions[0] : provisions.find(({ contract }) => contract.id === id);
  const member = found?.contract.members[operation];
  return member === undefined || member.kind === 'local' ? undefined : member.input;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
