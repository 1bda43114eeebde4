import { describe, expect, it } from 'vitest';
import { defineContract, isCarusoError, operation } from '../contract/index.js';
import type { Principal } from '../contract/index.js';
import { Conformance, errorCodes } from './contract.js';
import type { GetJoined } from './transport-conformance.js';
import { failureOf } from './transport-under-test.js';

const ana: Principal = {
  kind: 'customer',
  id: 'u-7',
  name: 'Ana Conceição',
  roles: ['customer'],
  customer: { class: 'Customer', key: 'C~7' },
};

/** Values, errors and what travels beside them. */
export function callTests(get: GetJoined): void {
  describe('a call', () => {
    it('brings the answer', async () => {
      const payload = { text: 'água 💧 \u0000 "\\', list: [1, -2.5, true, null], empty: {} };
      await expect(get().service.echo({ payload })).resolves.toEqual({ payload });
    });

    it('carries 200 kB each way', async () => {
      const payload = Array.from({ length: 2_000 }, (_none, index) => `${index}:${'ø'.repeat(50)}`);
      await expect(get().service.echo({ payload })).resolves.toEqual({ payload });
    });

    it('fills in the defaults of the schemas on both ways', async () => {
      await expect(get().service.repeat({ text: 'ab' })).resolves.toMatchObject({ text: 'abab', upper: false });
      await expect(get().service.repeat({ text: 'ab', times: 1 })).resolves.toMatchObject({ text: 'ab' });
    });

    it('can answer with nothing', async () => {
      await expect(get().service.nothing({})).resolves.toBeUndefined();
    });

    it('by name checks its input and says where it is wrong', async () => {
      const { caller } = get();
      for (const [name, input] of [
        ['repeat', { text: 7 }],
        ['repeat', null],
        ['echo', { payload: 10n }],
        ['echo', { payload: () => 1 }],
        ['no-such-operation', {}],
      ] as const) {
        expect(await failureOf(caller.invoke(Conformance.id, name, input))).toMatchObject({ code: 'invalid' });
      }
      await expect(caller.invoke(Conformance.id, 'repeat', { text: 'ab' })).resolves.toMatchObject({ text: 'abab' });
    });

    it('tells the provider on whose behalf it is, and its idempotency key', async () => {
      const { service } = get();
      await expect(service.told({}, { principal: ana, idempotencyKey: 'once-1' })).resolves.toMatchObject({
        principal: ana,
        idempotencyKey: 'once-1',
      });
      await expect(service.told({})).resolves.toMatchObject({ principal: null, idempotencyKey: null });
    });

    it('tells the provider how much time there is', async () => {
      const { remainingMs } = await get().service.told({}, { timeoutMs: 5_000 });
      expect(remainingMs).toBeGreaterThan(0);
      expect(remainingMs).toBeLessThanOrEqual(5_100);
    });
  });

  describe('a failure', () => {
    it.each(errorCodes)('of code "%s" arrives with its message and details', async (code) => {
      const { service } = get();
      const details = { field: 'name', legacy: { message: 'E42 não', code: 42 } };
      const failure = await failureOf(service.fail({ code, message: `Because of ${code}`, details }));
      expect(failure).toMatchObject({ code, message: `Because of ${code}` });
      expect(failure?.details).toMatchObject(details);
      expect(isCarusoError(failure)).toBe(true);
      // Answers between failures keep a breaker closed: breaking is not what is tested.
      for (let turn = 0; turn < 4; turn += 1) await service.echo({ payload: turn });
    });

    it('of the program is "internal"', async () => {
      const failure = await failureOf(get().service.failUnexpectedly({ message: 'index out of range' }));
      expect(failure?.code).toBe('internal');
      for (let turn = 0; turn < 4; turn += 1) await get().service.echo({ payload: turn });
    });
  });

  describe('without a provider', () => {
    it('a call fails with a typed error, and names what is missing', async () => {
      const Nobody = defineContract({
        id: 'caruso-conformance-nobody',
        version: '1.0.0',
        summary: 'Nobody provides it',
        members: { echo: operation(Conformance.members.echo) },
      });
      const failure = await failureOf(get().caller.use(Nobody).echo({ payload: 1 }, { timeoutMs: 10_000 }));
      expect(failure).toMatchObject({ code: 'no-provider', message: expect.stringContaining(Nobody.id) });
    });
  });
}
