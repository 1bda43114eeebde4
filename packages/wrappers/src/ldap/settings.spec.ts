import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ldapSettingsSchema } from './settings.js';

const page = readFileSync(new URL('../../../../docs/wrappers/ldap.md', import.meta.url), 'utf8');
const example = parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '') as {
  readonly components: readonly { readonly settings: object }[];
};
const settings = example.components[0]?.settings ?? {};
const mistakes = (more: object): string[] => {
  const parsed = ldapSettingsSchema.safeParse({ ...settings, ...more });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('settings of a directory', () => {
  it('are as the documentation shows', () => expect(mistakes({})).toEqual([]));

  it.each([
    ['a password as it is', { password: 'secret' }, /^password: a secret does not belong/],
    ['passwords that travel readable', { url: 'ldap://ldap.example' }, /^url: passwords would travel readable/],
    ['an account without a password', { password: undefined }, /^password: bindDn and password go together/],
    ['TLS twice', { startTls: true }, /^startTls: ldaps:\/\/ is encrypted already/],
    ['no kinds', { kinds: {} }, /^kinds: give at least one kind/],
    [
      'a key that is no column',
      { kinds: { person: { key: 'id', columns: { uid: 'uid' } } } },
      /^kinds\.person\.key: no column id; columns: uid/,
    ],
    [
      'a filter without parentheses',
      { kinds: { person: { key: 'uid', filter: 'uid=*', columns: { uid: 'uid' } } } },
      /^kinds\.person\.filter: a filter in parentheses/,
    ],
  ])('refuse %s', (_what, more, message) => expect(mistakes(more)).toEqual([expect.stringMatching(message)]));

  it('let passwords travel readable within the machine, or where the integrator says so', () => {
    expect(mistakes({ url: 'ldap://127.0.0.1:3890' })).toEqual([]);
    expect(mistakes({ url: 'ldap://ldap.example', startTls: true })).toEqual([]);
    expect(mistakes({ url: 'ldap://ldap.example', plain: true })).toEqual([]);
  });
});
