import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBillingOnPostgres } from '../../tests/billing-on-postgres.js';
import { customer, staff, startFrontOffice, system } from '../../tests/front-office.js';
import type { FrontOffice } from '../../tests/front-office.js';

let server: Awaited<ReturnType<typeof startBillingOnPostgres>>;
let offices: readonly [FrontOffice, FrontOffice];
const agent = { principal: staff('ana', 'agent') };
const vera = { principal: customer(100001) };

beforeAll(async () => {
  server = await startBillingOnPostgres();
  offices = [await startFrontOffice(), await startFrontOffice({ billing: server.billing, own: server.own })];
});
afterAll(async () => {
  await Promise.all(offices.map((office) => office.stop()));
  await server.stop();
});

/** The answers of both, which must be one. */
async function same(ask: (office: FrontOffice) => Promise<unknown>): Promise<unknown> {
  const [sqlite, postgres] = await Promise.all(offices.map(ask));
  expect(postgres).toEqual(sqlite);
  return sqlite;
}

describe('the front office on PostgreSQL', () => {
  it('starts', () => {
    expect(offices.map((office) => office.failures)).toEqual([[], []]);
  });

  it.each<[string, (office: FrontOffice) => Promise<{ readonly total: number }>]>([
    ['words', ({ objects }) => objects.query({ class: 'Customer', search: 'OLIVEIRA braga', limit: 1000 }, agent)],
    ['accents', ({ objects }) => objects.query({ class: 'Customer', search: 'JOÃO', limit: 1000 }, agent)],
    ['a number', ({ objects }) => objects.query({ class: 'Customer', search: '100001' }, agent)],
    [
      'dates',
      ({ objects }) =>
        objects.query(
          {
            class: 'Customer',
            where: [{ attribute: 'birthDate', op: '<', value: '1960-01-01' }],
            orderBy: [{ attribute: 'birthDate' }],
            limit: 1000,
          },
          agent,
        ),
    ],
    [
      'blanks',
      ({ objects }) =>
        objects.query({ class: 'Customer', where: [{ attribute: 'email', op: 'is-null' }], limit: 1000 }, agent),
    ],
    [
      'money',
      ({ objects }) =>
        objects.query(
          {
            class: 'Invoice',
            where: [{ attribute: 'amount', op: '>', value: '400' }],
            orderBy: [{ attribute: 'amount', direction: 'desc' }],
            limit: 200,
          },
          agent,
        ),
    ],
    [
      'flags',
      ({ objects }) => objects.query({ class: 'Customer', where: [{ attribute: 'blocked', value: true }] }, agent),
    ],
    [
      'a view',
      ({ objects }) =>
        objects.query(
          {
            class: 'OpenInvoiceSummary',
            where: [{ attribute: 'amount', op: '>=', value: 100 }],
            orderBy: [{ attribute: 'customerNumber' }],
            limit: 1000,
          },
          agent,
        ),
    ],
    ['what is hers', ({ objects }) => objects.query({ class: 'Invoice' }, vera)],
  ])('answers a question about %s as SQLite does', async (_, ask) => {
    expect(await same(ask)).toMatchObject({ total: expect.any(Number) });
    expect((await ask(offices[0])).total).toBeGreaterThan(0);
  });

  it('follows relations as SQLite does', async () => {
    const related = (name: string, key: string, relation: string) =>
      same(({ objects }) => objects.related({ class: name, key, relation }, agent));
    for (const relation of ['connections', 'meters', 'invoices', 'openInvoices']) {
      expect(await related('Customer', '100189', relation)).not.toEqual([]);
    }
    expect(await related('Connection', '100001~2', 'meters')).toHaveLength(1);
  });

  it('describes classes as SQLite does', async () => {
    expect(await same(({ objects }) => objects.classes({}, agent))).toHaveLength(10);
  });

  it('writes as SQLite does, there and in the legacy database', async () => {
    const move = {
      customer: '100001',
      newStreet: 'Rua Nova',
      newHouseNumber: '12',
      newPostalCode: '4700-001',
      newCity: 'Braga',
      moveDate: '2026-12-01',
      meterReading: '12.5',
    };
    await same(async ({ objects }) => {
      const made = await objects.create({ class: 'Move', values: move }, { ...vera, idempotencyKey: 'once' });
      const again = await objects.create({ class: 'Move', values: move }, { ...vera, idempotencyKey: 'once' });
      const changed = await objects.update({ ...made.ref, values: { state: 'confirmed' }, version: 1 }, agent);
      const stale = await objects
        .update({ ...made.ref, values: { state: 'done' }, version: 1 }, agent)
        .catch((error: { code: string }) => error.code);
      const history = await objects.history(made.ref, vera);
      const { createdAt: _, ...values } = changed.values;
      return [again.ref, values, changed.version, stale, history.map(({ action, changes }) => [action, changes])];
    });
    const customerAfter = await same(({ objects }) =>
      objects.update(
        { class: 'Customer', key: '100002', values: { birthDate: '1990-02-28', phone: null, blocked: true } },
        { principal: system },
      ),
    );
    expect(customerAfter).toMatchObject({ values: { birthDate: '1990-02-28', phone: null, blocked: true } });
  });
});
