import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staff, startFrontOffice, system, utilityModels } from '../../tests/front-office.js';
import type { FrontOffice } from '../../tests/front-office.js';

let office: FrontOffice;
const agent = { principal: staff('ana', 'agent') };
beforeAll(async () => {
  // Nobody listens on the discard port.
  office = await startFrontOffice({ billing: 'postgres://nobody@127.0.0.1:9/billing' });
});
afterAll(() => office.stop());

describe('with a legacy database that is down', () => {
  it('everything starts', () => {
    expect(office.failures).toEqual([]);
  });

  it('its classes say which store is missing', async () => {
    for (const ask of [
      () => office.objects.query({ class: 'Customer' }, agent),
      () => office.objects.get({ class: 'Invoice', key: '2020~1' }, agent),
    ]) {
      await expect(ask()).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining('"billing"'),
        details: { store: 'billing' },
      });
    }
  });

  it('classes of other stores work', async () => {
    const made = await office.objects.create(
      { class: 'Contact', values: { medium: 'voice', remote: '+351 253 566 144' } },
      { principal: system },
    );
    expect((await office.objects.get(made.ref, agent)).values).toMatchObject({ state: 'received', direction: 'in' });
  });

  it('the classes are still listed, without the codes of its tables', async () => {
    const classes = await office.objects.classes({}, agent);
    expect(classes.map(({ name }) => name)).toContain('Customer');
  });

  it('checking against the database says that it was not compared', async () => {
    const findings = await office.objects.check(
      { files: [...(await utilityModels())], stores: ['own', 'billing'], againstDatabase: true },
      { principal: system },
    );
    expect(new Set(findings.map(({ severity, rule }) => `${severity} ${rule}`))).toEqual(
      new Set(['warning objects/store-down']),
    );
  });
});
