import type { Contract } from '../../contract/index.js';
import type { OutgoingCalls, RemoteCall } from './outgoing-calls.js';
import { currentTraceparent } from '../../tracing/trace-context.js';

type RemoteMember = (input: unknown, call: RemoteCall) => unknown;

/** The members of a provider at the other end of a link: each sends the call. `calls` is asked for each, since a link may be replaced. */
export function remoteMembers(
  contract: Contract,
  key: string,
  calls: () => OutgoingCalls,
): Readonly<Record<string, RemoteMember>> {
  const members: Record<string, RemoteMember> = {};
  for (const [name, { kind }] of Object.entries(contract.members)) {
    if (kind === 'operation') {
      members[name] = (input, call) => calls().request(key, name, input, traced(call));
    } else if (kind === 'stream') {
      members[name] = (input, call) => ({
        [Symbol.asyncIterator]: () => calls().open(key, name, input, traced(call)),
      });
    }
  }
  return members;
}

function traced(call: RemoteCall): RemoteCall {
  const traceparent = call.traceparent ?? currentTraceparent();
  if (traceparent === undefined || call.traceparent !== undefined) return call;
  const { principal, idempotencyKey, deadline, leftMs } = call;
  return {
    principal,
    idempotencyKey,
    deadline,
    leftMs,
    traceparent,
    get signal() {
      return call.signal;
    },
    ...(call.watch === undefined ? {} : { watch: (told) => call.watch?.(told) }),
  };
}
