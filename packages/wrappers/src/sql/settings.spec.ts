import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import sql from './component.js';
import { sqlSettingsSchema } from './settings.js';

const page = readFileSync(new URL('../../../../docs/wrappers/sql.md', import.meta.url), 'utf8');
const example = parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '') as {
  readonly components: readonly { readonly settings: object }[];
};
const settings = example.components[0]?.settings ?? {};
const mistakes = (more: object): string[] => {
  const parsed = sqlSettingsSchema.safeParse({ ...settings, ...more });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};
const operation = (more: object) => ({ operations: { one: { output: ['text'], query: 'SELECT 1', ...more } } });

describe('settings of a database', () => {
  it('are as the documentation shows, and give the contract', async () => {
    expect(mistakes({})).toEqual([]);
    const parsed = sqlSettingsSchema.parse(settings);
    const configured = await sql.configure?.({ settings: parsed, name: 'erp', appDir: '/' });
    const [billing, records] = configured?.provides ?? [];
    expect(Object.keys(billing?.members ?? {})).toEqual(['openInvoices', 'customer', 'bookPayment', 'setAddress']);
    expect(billing?.members['openInvoices']).toMatchObject({ idempotent: true });
    expect(billing?.members['bookPayment']).toMatchObject({ idempotent: false });
    expect(records?.id).toBe('record-store.erp');
  });

  it.each([
    ['a password as it is', { password: 'secret' }, /^password: a secret does not belong/],
    ['a password in the address', { url: 'postgres://me:secret@host/db' }, /^url: put user and password into/],
    ['another database', { url: 'oracle://host/db' }, /^url: must begin with postgres/],
    ['two sources', operation({ procedure: 'p' }), /one\.query: give one of/],
    ['arguments of a query', operation({ args: ['a'] }), /one\.args: a query names its inputs itself/],
    [
      'what comes back as rows',
      operation({ query: undefined, procedure: 'p', args: [{ out: 'a' }] }),
      /one\.result: .*result: one/,
    ],
    ['a routine that is no name', operation({ query: undefined, function: 'f(); DROP' }), /one\.function: a name/],
    ['changes that only read', operation({ result: 'affected', access: 'read' }), /one\.access: what changes rows/],
    ['operations without a contract', { contract: undefined }, /^contract: operations need a contract/],
  ])('refuse %s', (_what, more, message) => expect(mistakes(more)).toEqual([expect.stringMatching(message)]));
});
