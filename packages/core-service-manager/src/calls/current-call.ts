import { AsyncLocalStorage } from 'node:async_hooks';
import type { Provider } from '../registry/provider.js';
import type { Call } from './call.js';

const storage = new AsyncLocalStorage<Call | undefined>();

/** The call whose provider runs this code, or has started it. */
export function currentCall(): Call | undefined {
  return storage.getStore();
}

/** Whether calls within a call of this provider are to be expected in this process. */
export function callsOthers({ place, outgoing }: Provider): boolean {
  return place.kind === 'here' && outgoing?.used !== false;
}

export function withinCall<T>(call: Call, run: () => T): T {
  return storage.run(call, run);
}

/** `task` as if run where this is called: another call's end may be what sets it off. */
export function inCallersContext(task: () => void): () => void {
  return AsyncLocalStorage.bind(task);
}

/** What comes from outside belongs to no call of this process, whichever happened to open the connection. */
export function outsideOfCalls<T>(run: () => T): T {
  return storage.run(undefined, run);
}
