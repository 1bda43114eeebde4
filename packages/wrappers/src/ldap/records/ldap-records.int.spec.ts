import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasSlapd } from '../fixtures/slapd-server.js';
import { startStaffDirectory } from '../fixtures/staff-directory.js';
import type { StaffDirectory } from '../fixtures/staff-directory.js';

describe.skipIf(!hasSlapd && process.env['CI'] !== 'true')('the entries of a directory (slapd) as records', () => {
  let staff: StaffDirectory;

  beforeAll(async () => {
    staff = await startStaffDirectory();
    await staff.run();
  });
  afterAll(() => staff.stop());

  it('gives more entries than one answer of the server holds, sorted and cut', async () => {
    expect(await staff.records().count({ kind: 'person' })).toBe(122);
    const page = await staff.records().select({
      kind: 'person',
      columns: ['uid'],
      orderBy: [{ column: 'uid', direction: 'desc' }],
      offset: 1,
      limit: 2,
    });
    expect(page).toEqual([{ uid: 'u0118' }, { uid: 'u0117' }]);
  });

  it('looks for what conditions say, to the letter', async () => {
    expect(await staff.uids({ column: 'name', op: 'contains', value: '(NIGHT) * \\' })).toEqual(['bruno']);
    expect(await staff.uids({ column: 'uid', op: '=', value: 'ANA' })).toEqual([]);
    expect(await staff.uids({ column: 'uid', op: 'in', values: ['ana', 'u0007', '*'] })).toEqual(['ana', 'u0007']);
    expect(await staff.uids({ column: 'number', op: '>', value: 6 })).toEqual(['ana']);
    expect(
      await staff.uids({
        all: [{ not: { column: 'surname', op: '=', value: 'Many' } }, { column: 'title', op: 'is-null' }],
      }),
    ).toEqual(['bruno']);
    expect(await staff.uids({ column: 'dn', op: '=', value: 'uid=bruno,ou=People,dc=example,dc=com' })).toEqual([
      'bruno',
    ]);
    expect(await staff.uids({ column: 'changed', op: '<', value: '2020-01-01T00:00:00Z' })).toEqual([]);
    await expect(staff.uids({ column: 'shoe', op: 'is-null' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('uid, name'),
    });
  });

  it('makes, changes and removes entries', async () => {
    const row = { uid: 'new, one', name: 'New One', surname: 'One', notes: ['a', 'b'] };
    await staff.records().insert({ kind: 'person', row });
    await expect(staff.records().insert({ kind: 'person', row })).rejects.toMatchObject({
      code: 'conflict',
      details: { legacy: { code: 68 } },
    });
    await expect(staff.records().insert({ kind: 'person', row: { uid: 'x' } })).rejects.toMatchObject({
      code: 'invalid',
      details: { legacy: { code: 65 } },
    });
    const key = { uid: 'new, one' };
    const set = { title: 'Agent', number: 12, notes: [] };
    expect(await staff.records().update({ kind: 'person', key, set })).toMatchObject({
      title: 'Agent',
      number: 12,
      notes: [],
    });
    expect(await staff.records().update({ kind: 'person', key, set: { title: null } })).toMatchObject({ title: null });
    await expect(staff.records().update({ kind: 'person', key, set: { csn: 'x' } })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(staff.records().update({ kind: 'person', key: { uid: 'nobody' }, set })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await staff.records().remove({ kind: 'person', key })).toEqual({ removed: true });
    await expect(staff.records().remove({ kind: 'person', key })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps the other values of an attribute when one is changed', async () => {
    await staff.records().update({ kind: 'person', key: { uid: 'ana' }, set: { name: 'Ana M. Costa' } });
    expect(await staff.uids({ column: 'name', op: '=', value: 'Ana Costa' })).toEqual(['ana']);
    expect(await staff.uids({ column: 'name', op: '=', value: 'Ana M. Costa' })).toEqual(['ana']);
  });

  it('refuses a change of what somebody else has changed', async () => {
    const { values } = await staff.directory().get({ key: 'ana' });
    const change = (expected: Record<string, string>) =>
      staff.records().update({ kind: 'person', key: { uid: 'ana' }, set: { mail: 'ana2@lumina.example' }, expected });
    await staff.retitle('Director');
    await expect(change({ title: 'Team leader' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(change({ csn: String(values['csn']) })).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      staff.records().remove({ kind: 'person', key: { uid: 'ana' }, expected: { title: 'Team leader' } }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(await change({ title: 'Director' })).toMatchObject({ mail: 'ana2@lumina.example' });
  });

  it('lets one of many who change the same value at once through', async () => {
    await staff.retitle('0');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_none, index) =>
        staff.records().update({
          kind: 'person',
          key: { uid: 'ana' },
          set: { title: `won ${index}` },
          expected: { title: '0' },
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const codes = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [(outcome.reason as { code: string }).code] : [],
    );
    expect(new Set(codes)).toEqual(new Set(['conflict']));
  });
});
