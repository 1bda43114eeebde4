import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, staff, startFrontOffice } from '../../tests/front-office.js';
import type { FrontOffice } from '../../tests/front-office.js';

let office: FrontOffice;
const agent = { principal: staff('ana', 'agent') };
beforeAll(async () => {
  office = await startFrontOffice();
});
afterAll(() => office.stop());

describe('objects over the legacy billing database', () => {
  it('start with the models of the core pack and the vertical', () => {
    expect(office.failures).toEqual([]);
  });

  it('show a customer in words of today: dates, flags, codes, blanks, a title and what is computed', async () => {
    const found = await office.objects.get({ class: 'Customer', key: '100001' }, agent);
    expect(found.title).toBe('Vera Oliveira');
    expect(found.values).toMatchObject({
      number: 100001,
      salutation: 'MVR',
      birthDate: '1984-06-20',
      blocked: false,
      address: 'Praceta das Amendoeiras 91, 4715-162 Braga',
    });
    expect(found.version).toBeUndefined();
  });

  it('have a composite key in their reference', async () => {
    const found = await office.objects.get({ class: 'Connection', key: '100001~2' }, agent);
    expect(found.ref).toEqual({ class: 'Connection', key: '100001~2' });
    expect(found.values).toMatchObject({ product: 'G', since: '2024-10-31', until: null, state: 'A' });
  });

  it('have decimals as text and compute with them', async () => {
    const { objects } = await office.objects.query(
      {
        class: 'Invoice',
        where: [
          { attribute: 'year', value: 2020 },
          { attribute: 'sequence', value: 10001 },
        ],
      },
      agent,
    );
    expect(objects[0]?.ref.key).toBe('2020~10001');
    expect(objects[0]?.values).toMatchObject({ amount: '282.07', open: '282.07', dueDate: '2020-01-22' });
  });

  it('are found by words in any of their search attributes, every word', async () => {
    const both = await office.objects.query({ class: 'Customer', search: 'oliveira braga' }, agent);
    expect(both.total).toBeGreaterThan(0);
    for (const { values } of both.objects) {
      const text = JSON.stringify(values).toLowerCase();
      expect(text).toContain('oliveira');
      expect(text).toContain('braga');
    }
    const byNumber = await office.objects.query({ class: 'Customer', search: '100001' }, agent);
    expect(byNumber.objects.map(({ ref }) => ref.key)).toContain('100001');
  });

  it('are filtered, ordered and paged without overlap', async () => {
    const page = (offset: number) =>
      office.objects.query(
        {
          class: 'Customer',
          where: [{ attribute: 'birthDate', op: '<', value: '1960-01-01' }],
          orderBy: [{ attribute: 'birthDate', direction: 'desc' }],
          limit: 10,
          offset,
        },
        agent,
      );
    const [first, second] = await Promise.all([page(0), page(10)]);
    const days = [...first.objects, ...second.objects].map(({ values }) => String(values['birthDate']));
    expect(days).toEqual(days.toSorted().toReversed());
    expect(days.every((day) => day < '1960-01-01' && day > '1900')).toBe(true);
    expect(new Set([...first.objects, ...second.objects].map(({ ref }) => ref.key)).size).toBe(20);
    const without = await office.objects.query(
      { class: 'Customer', where: [{ attribute: 'birthDate', op: 'is-null' }] },
      agent,
    );
    const all = await office.objects.query({ class: 'Customer' }, agent);
    const withDate = await office.objects.query(
      { class: 'Customer', where: [{ attribute: 'birthDate', op: '<', value: '2100-01-01' }] },
      agent,
    );
    expect(without.total + withDate.total).toBe(all.total);
  });

  it('lead to each other, over keys of one and of several parts and into a view', async () => {
    const related = async (cls: string, key: string, relation: string) =>
      office.objects.related({ class: cls, key, relation }, agent);
    expect((await related('Customer', '100001', 'connections')).map(({ ref }) => ref.key)).toEqual([
      '100001~1',
      '100001~2',
      '100001~3',
    ]);
    expect((await related('Connection', '100001~2', 'meters')).map(({ ref }) => ref.key)).toEqual(['0020020357']);
    expect((await related('Meter', '0020020357', 'supply')).map(({ ref }) => ref.key)).toEqual(['100001~2']);
    expect((await related('Connection', '100001~2', 'customer')).map(({ title }) => title)).toEqual(['Vera Oliveira']);
    const [open] = await related('Customer', '100189', 'openInvoices');
    expect(open?.ref).toEqual({ class: 'OpenInvoiceSummary', key: '' });
    expect(Number(open?.values['amount'])).toBeGreaterThan(21);
  });

  it('have the labels of their codes from the code table, in every language it has', async () => {
    const classes = await office.objects.classes({}, agent);
    const state = classes.find(({ name }) => name === 'Invoice')?.attributes.find(({ name }) => name === 'state');
    expect(state?.codes).toContainEqual({ value: 'BT', label: { en: 'Paid', pt: 'Paga', nl: 'Betaald' } });
  });

  it('that are not there, or have a key of another form, are not found', async () => {
    for (const key of ['1', 'abc', '100001~1', '', '%', "1' or '1'='1"]) {
      await expect(office.objects.get({ class: 'Customer', key }, agent)).rejects.toMatchObject({ code: 'not-found' });
    }
    await expect(office.objects.get({ class: 'Nobody', key: '1' }, agent)).rejects.toMatchObject({ code: 'not-found' });
    await expect(office.objects.get({ class: 'OpenInvoiceSummary', key: '' }, agent)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('cannot be asked for attributes that are none', async () => {
    const ask = (input: object) => office.objects.query({ class: 'Customer', ...input }, agent);
    await expect(ask({ where: [{ attribute: 'KLT_NR', value: 1 }] })).rejects.toMatchObject({
      code: 'invalid',
      details: { attributes: { KLT_NR: 'unknown attribute' } },
    });
    await expect(ask({ orderBy: [{ attribute: 'number; drop table' }] })).rejects.toMatchObject({ code: 'invalid' });
    await expect(ask({ where: [{ attribute: 'address', value: 'x' }] })).rejects.toMatchObject({ code: 'invalid' });
    await expect(ask({ where: [{ attribute: 'birthDate', value: '20260101' }] })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('are for those who are signed in and hers for a customer', async () => {
    await expect(office.objects.query({ class: 'Customer' })).rejects.toMatchObject({ code: 'unauthenticated' });
    const vera = { principal: customer(100001) };
    expect((await office.objects.query({ class: 'Customer' }, vera)).objects.map(({ ref }) => ref.key)).toEqual([
      '100001',
    ]);
    await expect(office.objects.get({ class: 'Customer', key: '100002' }, vera)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(
      office.objects.related({ class: 'Customer', key: '100002', relation: 'invoices' }, vera),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect((await office.objects.get({ class: 'Customer', key: '100001' }, vera)).values).not.toHaveProperty('blocked');
  });

  it('have a type in the expression language', async () => {
    const types = await office.objects.valueTypes({});
    expect(types['Customer']).toMatchObject({
      kind: 'object',
      name: 'Customer',
      fields: {
        number: { kind: 'number' },
        birthDate: { kind: 'date' },
        connections: { kind: 'list', of: { kind: 'object', name: 'Connection' } },
      },
    });
    expect(types).not.toHaveProperty('Nobody');
  });
});
