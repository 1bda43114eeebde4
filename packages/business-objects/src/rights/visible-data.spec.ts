import type { Principal } from '@caruso/core-service-manager/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { customer, staff, startFrontOffice, system } from '../../tests/front-office.js';
import type { FrontOffice } from '../../tests/front-office.js';
import type { BusinessObject } from '../contract/index.js';

let office: FrontOffice;
const numbers = ['100001', '100002', '100189'];

beforeAll(async () => {
  office = await startFrontOffice();
  const administrator = { principal: staff('eva', 'administrator') };
  await office.objects.create({ class: 'Disposition', values: { code: 'moved', english: 'Moved' } }, administrator);
  for (const key of [...numbers, null]) {
    await office.objects.create(
      {
        class: 'Contact',
        values: { medium: 'voice', customer: key, note: 'SECRET note', disposition: 'moved', subject: 'Moving' },
      },
      { principal: system },
    );
    if (key === null) continue;
    await office.objects.create(
      {
        class: 'Move',
        values: {
          customer: key,
          newStreet: 'Rua Nova',
          newHouseNumber: '1',
          newPostalCode: '4700-001',
          newCity: 'Braga',
          moveDate: '2026-12-01',
        },
      },
      { principal: system },
    );
    await office.objects.create(
      {
        class: 'User',
        values: {
          id: `c${key}`,
          name: key,
          kind: 'customer',
          customer: key,
          passwordHash: 'SECRET hash',
          phoneHa1: 'SECRET ha1',
        },
      },
      { principal: system },
    );
  }
}, 60_000);
afterAll(() => office.stop());

const owners: Readonly<Record<string, string>> = {
  Customer: 'number',
  Connection: 'customerNumber',
  Meter: 'customerNumber',
  Invoice: 'customerNumber',
  OpenInvoiceSummary: 'customerNumber',
  Move: 'customer',
  MeterReading: 'customer',
  Contact: 'customer',
  User: 'customer',
};
const names = [...Object.keys(owners), 'Disposition'];
const attributes = [
  'number',
  'customerNumber',
  'customer',
  'note',
  'blocked',
  'passwordHash',
  'phoneHa1',
  'state',
  'subject',
  'lastName',
  'name',
  'amount',
  'nonsense',
  'address',
];
const relations = [
  'connections',
  'meters',
  'invoices',
  'openInvoices',
  'moves',
  'contacts',
  'customer',
  'person',
  'supply',
  'outcome',
  'nonsense',
];

const principals: fc.Arbitrary<Principal> = fc.constantFrom(
  ...numbers.map(customer),
  { kind: 'customer', id: 'new', name: 'New', roles: ['customer'] },
  staff('ana', 'agent'),
  staff('eva', 'administrator'),
  staff('sara', 'supervisor'),
  staff('max'),
  staff('eve', 'guest', 'system'),
);
const filter = fc.array(
  fc.record({
    attribute: fc.constantFrom(...attributes),
    op: fc.constantFrom(
      '=' as const,
      '<>' as const,
      '<' as const,
      '>=' as const,
      'contains' as const,
      'starts-with' as const,
      'in' as const,
      'is-null' as const,
    ),
    value: fc.constantFrom<string | number | boolean | null | (string | number)[]>(
      '100002',
      100002,
      'SECRET',
      's',
      true,
      false,
      null,
      ['100001', 100002],
    ),
  }),
  { maxLength: 2 },
);
const filters = fc.oneof(fc.constant([]), filter);
const shapes = fc.record({
  class: fc.constantFrom(...names),
  where: filters,
  search: fc.constantFrom(undefined, '', 'a', '100002', 'SECRET', 'moving', '%', "' or 1=1 --"),
  orderBy: fc.oneof(
    fc.constant([]),
    fc.array(
      fc.record({
        attribute: fc.constantFrom(...attributes),
        direction: fc.constantFrom('asc' as const, 'desc' as const),
      }),
      { maxLength: 1 },
    ),
  ),
  limit: fc.constantFrom(1, 50, 1000),
});

/** Written out by hand, apart from the models' rights: what each kind of person may see. */
function mayBeSeen(object: BusinessObject, principal: Principal): boolean {
  const text = JSON.stringify(object);
  const { class: name } = object.ref;
  const employee = principal.roles.some((role) => ['agent', 'supervisor', 'administrator'].includes(role));
  if (/hash|ha1/.test(text.replace(/"ref":.*?}/, ''))) return false;
  if (employee) return name !== 'User' || !principal.roles.includes('agent') || object.ref.key === principal.id;
  if (!principal.roles.includes('customer')) return false;
  if ('note' in object.values || 'blocked' in object.values) return false;
  if (name === 'Disposition') return true;
  if (name === 'User') return object.ref.key === principal.id;
  return principal.customer !== undefined && String(object.values[owners[name] ?? '']) === principal.customer.key;
}

const allowed = async <T>(asking: Promise<T>, none: T): Promise<T> => {
  try {
    return await asking;
  } catch (error) {
    // Refused is as good as nothing; anything else is a fault.
    expect(['invalid', 'forbidden', 'not-found']).toContain((error as { code?: string }).code);
    return none;
  }
};

it('no query, relation or reference shows a row or a field that its caller may not see', async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(
      principals,
      shapes,
      fc.constantFrom(...relations),
      fc.constantFrom(...numbers),
      async (principal, shape, relation, number) => {
        const { search, ...rest } = shape;
        const queried = await allowed(
          office.objects.query(
            {
              ...rest,
              where: [...rest.where],
              orderBy: [...rest.orderBy],
              ...(search === undefined ? {} : { search }),
            },
            { principal },
          ),
          { objects: [], total: 0 },
        );
        const found = [
          ...queried.objects,
          ...(await allowed(
            office.objects.get({ class: shape.class, key: number }, { principal }),
            undefined as never,
          ).then((one: BusinessObject | undefined) => (one ? [one] : []))),
          ...(await allowed(office.objects.related({ class: 'Customer', key: number, relation }, { principal }), [])),
          ...(
            await Promise.all(
              queried.objects
                .slice(0, 3)
                .map((object) => allowed(office.objects.related({ ...object.ref, relation }, { principal }), [])),
            )
          ).flat(),
        ];
        seen += found.length;
        for (const object of found)
          if (!mayBeSeen(object, principal)) throw new Error(`${principal.id} sees ${JSON.stringify(object)}`);
        // The total counts no row that the caller may not see either.
        expect(queried.total).toBeGreaterThanOrEqual(queried.objects.length);
        const complete = queried.objects.length < shape.limit;
        expect(queried.total).toBe(complete ? queried.objects.length : queried.total);
      },
    ),
    { numRuns: 600 },
  );
  expect(seen).toBeGreaterThan(300);
}, 60_000);

it('a relation from an object that all may see leads each to her own rows', async () => {
  const contacts = (principal: Principal) =>
    office.objects.related({ class: 'Disposition', key: 'moved', relation: 'contacts' }, { principal });
  expect((await contacts(customer(100002))).map(({ values }) => values['customer'])).toEqual(['100002']);
  expect(await contacts(staff('ana', 'agent'))).toHaveLength(4);
});

it('a filter on a hidden attribute is refused in the words for one that does not exist', async () => {
  const ask = (attribute: string) =>
    office.objects
      .query({ class: 'Contact', where: [{ attribute, op: 'contains', value: 'S' }] }, { principal: customer(100001) })
      .catch((error: unknown) => (error as Error).message.replace(attribute, 'X'));
  expect(await ask('note')).toBe(await ask('nonsense'));
});

it('what the classes tell is what the caller may read', async () => {
  const classes = await office.objects.classes({}, { principal: customer(100001) });
  const contact = classes.find(({ name }) => name === 'Contact');
  expect(contact?.attributes.map(({ name }) => name)).not.toContain('note');
  expect(contact?.readOnly).toBe(true);
  expect(await office.objects.classes({}, { principal: staff('max') })).toEqual([]);
});

it('only those who may read an object read its history, and of it what they may read', async () => {
  const { objects } = await office.objects.query({ class: 'Contact' }, { principal: customer(100001) });
  const ref = objects[0]?.ref ?? { class: 'Contact', key: 'none' };
  expect(JSON.stringify(await office.objects.history(ref, { principal: staff('ana', 'agent') }))).toContain(
    'SECRET note',
  );
  expect(JSON.stringify(await office.objects.history(ref, { principal: customer(100001) }))).not.toContain('SECRET');
  await expect(office.objects.history(ref, { principal: customer(100002) })).rejects.toMatchObject({
    code: 'not-found',
  });
});
