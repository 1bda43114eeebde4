import { setTimeout as sleep } from 'node:timers/promises';
import { isCarusoError } from '../contract/index.js';
import type { CarusoError, ServiceManager, ServiceOf } from '../contract/index.js';
import conformanceComponent from './conformance-component.js';
import { Conformance } from './contract.js';

/** Two managers joined by the transport; in process both are the same. */
export interface TransportUnderTest {
  readonly caller: ServiceManager;
  readonly provider: ServiceManager;
  /** Adds the conformance component at the provider's side. Default: `provider.add`; a transport that starts processes gives its own. */
  place?(): Promise<void>;
  /** Stops both managers and whatever else was opened. */
  close(): Promise<void>;
}

export interface TransportSpecimen {
  /** Stands in the titles of the tests. */
  readonly name: string;
  /** Opened once for most tests, and anew for those that end a provider. */
  open(): Promise<TransportUnderTest>;
  /** How long news may take from one side to the other, in milliseconds. Default: 15,000. */
  readonly patienceMs?: number;
}

export interface JoinedTransport extends TransportUnderTest {
  readonly service: ServiceOf<typeof Conformance>;
  /** Asks again until it is so; what never comes to pass is named. */
  until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void>;
}

/** Opens, places the conformance component, and waits until the caller has found it. */
export async function joinTransport(specimen: TransportSpecimen): Promise<JoinedTransport> {
  const opened = await specimen.open();
  if (opened.place === undefined) await opened.provider.add([{ component: conformanceComponent }]);
  else await opened.place();
  const service = opened.caller.use(Conformance);
  const until: JoinedTransport['until'] = (what, isSo) => eventually(what, isSo, specimen.patienceMs ?? 15_000);
  await until('the caller finds the provider', async () => {
    const failure = await failureOf(service.echo({ payload: null }));
    if (failure !== undefined && failure.code !== 'no-provider') throw failure;
    return failure === undefined;
  });
  return { caller: opened.caller, provider: opened.provider, close: () => opened.close(), service, until };
}

async function eventually(what: string, isSo: () => Promise<boolean> | boolean, patienceMs: number): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It did not come to pass within ${patienceMs} ms that ${what}`);
    await sleep(10);
  }
}

/** How a call failed; undefined when it did not. Anything but a CarusoError is thrown on. */
export async function failureOf(call: Promise<unknown>): Promise<CarusoError | undefined> {
  try {
    await call;
    return undefined;
  } catch (thrown) {
    if (isCarusoError(thrown)) return thrown;
    throw new Error(`A caller saw something else than a CarusoError: ${String(thrown)}`, { cause: thrown });
  }
}
