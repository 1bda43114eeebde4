import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CarusoError, isErrorCode } from '../contract/index.js';
import type { JsonValue } from './json-value.js';
import { canonicalRequest, fromRecordedText, toRecordedText } from './recorded-values.js';
import type { SystemAccess } from './system-access.js';

/** The recording of a system's exchanges: JSON lines `{request, response}` or `{request, error: {code, message, details}}`. */
export interface Traffic {
  readonly mode: 'live' | 'record' | 'replay';
  record(request: JsonValue, outcome: Outcome): Promise<void>;
  /** The answers of equal requests in their recorded order; the last one again when there are no more. */
  replay(request: JsonValue): Promise<unknown>;
}

export type Outcome = { readonly response: unknown } | { readonly error: CarusoError };

interface TrafficOptions {
  readonly system: string;
  readonly traffic: SystemAccess['traffic'];
  readonly appDir: string;
  /** Takes secrets out of a line before it is written. */
  readonly mask: (text: string) => string;
}

export function openTraffic({ system, traffic, appDir, mask }: TrafficOptions): Traffic {
  const file = path.resolve(appDir, traffic?.file ?? '');
  const mode = traffic?.mode ?? 'live';
  return {
    mode,
    record: mode === 'record' ? recorder(file, system, mask) : async () => undefined,
    replay: replayer(file, system),
  };
}

function recorder(file: string, system: string, mask: (text: string) => string): Traffic['record'] {
  // One line after the other, in the order in which the exchanges ended.
  let written = mkdir(path.dirname(file), { recursive: true }).then(() => writeFile(file, '', { mode: 0o600 }));
  // A failure is told to the exchange that waits for it; without one it must not end the process.
  written.catch(() => undefined);
  return async (request, outcome) => {
    const line = mask(lineOf(system, request, outcome));
    written = written.then(() => appendFile(file, `${line}\n`));
    await written;
  };
}

function lineOf(system: string, request: JsonValue, outcome: Outcome): string {
  const recorded =
    'error' in outcome
      ? { error: { code: outcome.error.code, message: outcome.error.message, details: outcome.error.details } }
      : { response: outcome.response };
  try {
    return toRecordedText({ request, ...recorded }) ?? '';
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CarusoError(
      'internal',
      `An exchange with ${system} cannot be recorded as JSON: ${reason}`,
      {},
      { cause },
    );
  }
}

const exchangeSchema = z.object({
  request: z.json(),
  response: z.unknown().optional(),
  error: z
    .object({
      code: z.custom<CarusoError['code']>(isErrorCode),
      message: z.string(),
      details: z.record(z.string(), z.unknown()),
    })
    .optional(),
});
type Exchange = z.output<typeof exchangeSchema>;

function replayer(file: string, system: string): Traffic['replay'] {
  let recording: Promise<Map<string, Exchange[]>> | undefined;
  return async (request) => {
    recording ??= readRecording(file, system);
    const waiting = (await recording).get(canonicalRequest(request));
    const exchange = waiting !== undefined && waiting.length > 1 ? waiting.shift() : waiting?.[0];
    if (exchange === undefined) {
      throw new CarusoError(
        'invalid',
        `The recording ${file} has no such exchange with ${system}; record it: set traffic.mode to record, ` +
          'run the same call against the live system, and set it back to replay',
        { system, request, file },
      );
    }
    if (exchange.error === undefined) return exchange.response;
    const { code, message, details } = exchange.error;
    throw new CarusoError(code, message, details);
  };
}

async function readRecording(file: string, system: string): Promise<Map<string, Exchange[]>> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CarusoError('invalid', `There is no recording of ${system} at ${file}`, { system, file }, { cause });
  });
  const exchanges = new Map<string, Exchange[]>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const exchange = exchangeAt(line, `${file}:${index + 1}`);
    const key = canonicalRequest(exchange.request);
    const same = exchanges.get(key);
    if (same === undefined) exchanges.set(key, [exchange]);
    else same.push(exchange);
  }
  return exchanges;
}

function exchangeAt(line: string, where: string): Exchange {
  try {
    return exchangeSchema.parse(fromRecordedText(line));
  } catch (cause) {
    throw new CarusoError('invalid', `${where} is not a recorded exchange {request, response | error}`, {}, { cause });
  }
}
