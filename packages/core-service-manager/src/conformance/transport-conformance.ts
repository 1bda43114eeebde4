import { afterAll, beforeAll, describe } from 'vitest';
import { callTests } from './transport-calls.js';
import { concurrencyTests } from './transport-concurrency.js';
import { endingTests } from './transport-endings.js';
import { streamTests } from './transport-streams.js';
import { joinTransport } from './transport-under-test.js';
import type { JoinedTransport, TransportSpecimen } from './transport-under-test.js';

/** Tells a group of tests which transport to use once it is open. */
export type GetJoined = () => JoinedTransport;

/**
 * What a transport owes its callers, as tests of the vitest that runs: values, errors of every code, principals, deadlines, cancellation,
 * streams, and what happens when a provider is not there or goes. Needs the packages vitest and fast-check.
 */
export function transportConformance(specimen: TransportSpecimen): void {
  describe(`transport ${specimen.name}`, { timeout: 60_000 }, () => {
    let joined: JoinedTransport | undefined;
    beforeAll(async () => {
      joined = await joinTransport(specimen);
    });
    afterAll(async () => {
      await joined?.close();
    });
    const get: GetJoined = () => {
      if (joined === undefined) throw new Error('The transport could not be opened');
      return joined;
    };
    callTests(get);
    endingTests(get, specimen);
    streamTests(get);
    concurrencyTests(get);
  });
}
