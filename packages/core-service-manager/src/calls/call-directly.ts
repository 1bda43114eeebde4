import type { CallContext, CallOptions } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';
import { lackingMember } from './call-errors.js';
import type { OperationChecks } from './operation-target.js';
import { callBegins, callEnds } from './provider-counts.js';
import { settleFailure } from './settle-failure.js';

const never = new AbortController().signal;
const bare: CallContext = { principal: undefined, idempotencyKey: undefined, deadline: undefined, signal: never };

export type DirectCall = (input: unknown, options: CallOptions | undefined) => Promise<unknown>;

/** A `direct` operation of a provider of this process: counted, so that a replacement lets it end, and nothing else. */
export function bindDirectly(provider: Provider, name: string, checks: OperationChecks): DirectCall {
  const run = provider.members[name];
  if (run === undefined) return () => Promise.reject(lackingMember(provider, name));
  const { input: checkInput, output: checkOutput } = checks;

  const answered = (value: unknown): unknown => {
    callEnds(provider);
    return value;
  };
  const checked = (value: unknown): unknown => {
    try {
      return checkOutput === undefined ? value : checkOutput(value);
    } catch (thrown) {
      throw settleFailure(provider, name, thrown);
    } finally {
      callEnds(provider);
    }
  };
  const failed = (thrown: unknown): never => {
    callEnds(provider);
    throw settleFailure(provider, name, thrown);
  };
  const succeeded = checkOutput === undefined ? answered : checked;

  return (input, options) => {
    callBegins(provider);
    try {
      const given = checkInput === undefined ? input : checkInput(input);
      const answer = run(given, options === undefined ? bare : contextOf(options));
      return (answer instanceof Promise ? answer : Promise.resolve(answer)).then(succeeded, failed);
    } catch (thrown) {
      callEnds(provider);
      return Promise.reject(settleFailure(provider, name, thrown));
    }
  };
}

function contextOf({ principal, idempotencyKey, signal = never }: CallOptions): CallContext {
  return { principal, idempotencyKey, deadline: undefined, signal };
}
