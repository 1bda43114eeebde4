import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, startFrontOffice, system, utilityModels } from '../../tests/front-office.js';
import type { FrontOffice } from '../../tests/front-office.js';

let office: FrontOffice;
const clerk = { principal: { kind: 'user' as const, id: 'clerk', name: 'Clerk', roles: ['clerk'] } };
const tables = ['CDT010', 'KLT001', 'AANSL02', 'MTR003', 'FKT010', 'V_OPENST_FKT'];
const shape = async (): Promise<unknown> =>
  Promise.all(tables.map((table) => office.storage.columns({ store: 'billing', table })));
let before: unknown;

beforeAll(async () => {
  const rights = 'rights:\n  - { roles: [clerk], actions: [read, create, update, delete] }\n';
  const overlays = ['Customer', 'Connection'].map((name) => ({
    file: `objects/clerk-${name}.yaml`,
    text: `extends: ${name}\n${rights}`,
  }));
  office = await startFrontOffice({ models: [...(await utilityModels()), ...overlays] });
  before = await shape();
});
afterAll(() => office.stop());

const raw = async (number: number) => {
  const [row] = await office.storage.select({
    store: 'billing',
    table: 'KLT001',
    where: { column: 'KLT_NR', op: '=', value: number },
  });
  return row;
};

describe('writing to a database whose schema is not ours', () => {
  it('maps values back to what its columns hold', async () => {
    await office.objects.update(
      { class: 'Customer', key: '100001', values: { birthDate: '1984-06-21', blocked: true, phone: null } },
      { principal: system },
    );
    expect(await raw(100001)).toMatchObject({ GEB_DAT: '19840621', BLOK_IND: 'J', TEL_NR: '' });
    const history = await office.objects.history({ class: 'Customer', key: '100001' }, clerk);
    expect(history).toEqual([]);
  });

  it('is refused when an old value is no longer true', async () => {
    const update = (street: string, expected: string) =>
      office.objects.update(
        { class: 'Customer', key: '100002', values: { street }, expected: { street: expected } },
        clerk,
      );
    await update('Rua A', 'Rua Nova');
    await expect(update('Rua B', 'Rua Nova')).rejects.toMatchObject({ code: 'conflict' });
    expect(await raw(100002)).toMatchObject({ STRAAT: 'Rua A' });
  });

  it('takes the codes of its code table only', async () => {
    await expect(
      office.objects.update({ class: 'Customer', key: '100003', values: { salutation: 'XX' } }, clerk),
    ).rejects.toMatchObject({
      code: 'invalid',
      details: { attributes: { salutation: expect.stringContaining('DHR') } },
    });
  });

  it('leaves to a field right what the class right allows', async () => {
    await expect(
      office.objects.update({ class: 'Customer', key: '100003', values: { blocked: true } }, clerk),
    ).rejects.toMatchObject({ code: 'invalid' });
  });

  it('makes and deletes objects with a composite key', async () => {
    const values = {
      customerNumber: 100001,
      sequence: 9,
      ean: '560130000041999999',
      product: 'E',
      street: 'Rua Nova',
      houseNumber: '1',
      postalCode: '4700-001',
      city: 'Braga',
      since: '2026-12-01',
      state: 'V',
    };
    const made = await office.objects.create({ class: 'Connection', values }, clerk);
    expect(made).toMatchObject({ ref: { key: '100001~9' }, values: { until: null, since: '2026-12-01' } });
    await expect(office.objects.create({ class: 'Connection', values }, clerk)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(
      await office.objects.create({ class: 'Connection', values }, { ...clerk, idempotencyKey: 'again' }),
    ).toMatchObject({ ref: { key: '100001~9' } });
    expect(await office.objects.remove(made.ref, clerk)).toEqual({ removed: true });
    expect(
      (await office.events.read({ types: ['object.'] })).map(({ type, data }) => `${type} ${String(data['key'])}`),
    ).toContain('object.removed 100001~9');
  });

  it('says what the database says when a row is still referred to', async () => {
    await expect(office.objects.remove({ class: 'Connection', key: '100001~1' }, clerk)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('referred to'),
    });
  });

  it('is not for views', async () => {
    await expect(
      office.objects.create({ class: 'OpenInvoiceSummary', values: {} }, { principal: system }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is not for customers', async () => {
    await expect(
      office.objects.update(
        { class: 'Customer', key: '100001', values: { email: 'new@example.com' } },
        { principal: customer(100001) },
      ),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('has altered no table', async () => {
    expect(await shape()).toEqual(before);
  });
});
