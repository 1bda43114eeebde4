import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CarusoError, isCarusoError } from '../contract/index.js';
import type {
  CallContext,
  Clock,
  ComponentContext,
  Contract,
  Health,
  Logger,
  Provision,
  RunningComponent,
} from '../contract/index.js';
import { settingsOf } from './specimen-settings.js';
import type { CallOutcome, ComponentSpecimen, SampleCall } from './component-specimen.js';

export interface RunningSpecimen {
  /** What it said it would provide. */
  readonly declared: readonly Contract[];
  readonly provisions: readonly Provision[];
  call(sample: SampleCall, signal?: AbortSignal): Promise<CallOutcome>;
  health(): Promise<Health>;
  stop(): Promise<void>;
}

/** As an operation has when it says nothing. */
const CALL_LIMIT_MS = 30_000;

interface Folders {
  readonly appDir: string;
  readonly dataDir: string;
}

/**
 * Starts the component as the service manager does, but with nothing around it: no retry, breaker or error conversion hides what the
 * component itself does. Calls are checked by schema on both ways.
 */
export async function runSpecimen(
  specimen: ComponentSpecimen,
  folders: Folders,
  instance = { name: specimen.component.name, settings: specimen.settings },
): Promise<RunningSpecimen> {
  const { component, needs = [], limitMs = 10_000 } = specimen;
  const settings = settingsOf(component, instance.settings);
  const { name } = instance;
  const configured = await component.configure?.({ settings, name, appDir: folders.appDir });
  const context: ComponentContext = {
    ...folders,
    name,
    settings,
    log: silentLog,
    clock: machineClock,
    newId: randomUUID,
    use: (contract) => handleOf(contract, needs) as never,
    invoke: (contractId, operation, input) => callMember(needs, { contract: contractId, operation, input }),
  };
  const running = await within(limitMs, 'start', component.start(context));
  await running.ready?.();
  return {
    declared: configured?.provides ?? component.provides,
    provisions: running.provisions,
    call: (sample, signal) =>
      outcomeOf(within(CALL_LIMIT_MS, `answer ${sample.operation}`, callMember(running.provisions, sample, signal))),
    health: () => healthOf(running),
    stop: () => within(limitMs, 'stop', running.stop()),
  };
}

/** Rejects when the task is not done in time; the message says what it did not do. */
export async function within<A>(limitMs: number, what: string, task: Promise<A>): Promise<A> {
  const timer = new AbortController();
  const late = sleep(limitMs, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new Error(`It did not ${what} within ${limitMs} ms`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([task, late]);
  } finally {
    timer.abort();
  }
}

async function healthOf(running: RunningComponent): Promise<Health> {
  return running.health === undefined ? { status: 'up' } : running.health();
}

async function callMember(
  provisions: readonly Provision[],
  { contract: id, operation, input, principal }: SampleCall,
  signal: AbortSignal = new AbortController().signal,
): Promise<unknown> {
  const found = id === undefined ? provisions[0] : provisions.find(({ contract }) => contract.id === id);
  const member = found?.contract.members[operation];
  const run = found?.implementation[operation];
  if (found === undefined || member === undefined || typeof run !== 'function') {
    throw new CarusoError('no-provider', `There is no operation ${operation} of ${id ?? 'the component'}`);
  }
  if (member.kind === 'local') throw new CarusoError('invalid', `${operation} is local: a sample call cannot reach it`);
  const given = member.input.safeParse(input);
  if (!given.success) throw new CarusoError('invalid', `Wrong input for ${operation}: ${given.error.message}`);
  const deadline = member.kind === 'operation' ? Date.now() + member.timeoutMs : undefined;
  const call: CallContext = { principal, idempotencyKey: undefined, deadline, signal };
  const answer: unknown = run(given.data, call);
  const value = member.kind === 'operation' ? await answer : await firstOf(answer as AsyncIterable<unknown>);
  if (member.kind === 'stream' && value === undefined) return undefined;
  const checked = member.output.safeParse(value);
  if (checked.success) return checked.data;
  throw new Error(`The answer of ${operation} is not as its schema says: ${checked.error.message}`);
}

/** A stream is shown by its first value, and ended by the reader. */
async function firstOf(values: AsyncIterable<unknown>): Promise<unknown> {
  for await (const value of values) return value;
  return undefined;
}

async function outcomeOf(call: Promise<unknown>): Promise<CallOutcome> {
  try {
    return { value: await call };
  } catch (thrown) {
    return isCarusoError(thrown) ? { error: thrown } : { foreign: thrown };
  }
}

/** Needs are called without checks: they are the tester's own. */
function handleOf(contract: Contract, needs: readonly Provision[]): unknown {
  const call: Omit<CallContext, 'signal'> = { principal: undefined, idempotencyKey: undefined, deadline: undefined };
  const members = Object.keys(contract.members).map((name) => [
    name,
    (input: unknown, options: { readonly signal?: AbortSignal } = {}) => {
      const run = needs.find((provision) => provision.contract.id === contract.id)?.implementation[name];
      if (typeof run !== 'function')
        throw new CarusoError('no-provider', `The specimen's needs have no ${contract.id}`);
      return run(input, { ...call, ...options, signal: options.signal ?? new AbortController().signal }) as unknown;
    },
  ]);
  return Object.fromEntries(members) as unknown;
}

const silentLog: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};

const machineClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
