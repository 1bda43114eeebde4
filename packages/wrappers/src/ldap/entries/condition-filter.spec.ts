import type { Condition } from '@caruso/storage-manager/contract';
import fc from 'fast-check';
import type { Entry } from 'ldapts';
import { FilterParser } from 'ldapts';
import { describe, expect, it } from 'vitest';
import { ldapSettingsSchema } from '../settings.js';
import { conditionFilter, escapeValue } from './condition-filter.js';
import { conditionHolds } from './condition-holds.js';
import { ldapKinds } from './ldap-kind.js';

const settings = ldapSettingsSchema.parse({
  url: 'ldap://127.0.0.1:389',
  baseDn: 'dc=example,dc=com',
  kinds: {
    person: {
      key: 'uid',
      columns: { uid: 'uid', name: 'cn', number: { attribute: 'employeeNumber', type: 'integer' }, dn: 'dn' },
    },
  },
});
const kind = ldapKinds('directory', settings).get('person');
if (!kind) throw new Error('no kind');
const filterOf = (condition: Condition) => conditionFilter(condition, kind);

describe('a condition as a filter of a directory', () => {
  it.each([
    [{ column: 'uid', op: '=', value: 'a*(b)\\c\0' }, '(uid=a\\2a\\28b\\29\\5cc\\00)'],
    [{ column: 'name', op: 'contains', value: 'ana' }, '(cn=*ana*)'],
    [{ column: 'name', op: 'starts-with', value: 'a*' }, '(cn=a\\2a*)'],
    [{ column: 'number', op: 'in', values: [1, 2] }, '(|(employeeNumber=1)(employeeNumber=2))'],
    [{ column: 'uid', op: 'is-null' }, '(!(uid=*))'],
    [{ not: { column: 'uid', op: 'is-null' } }, '(uid=*)'],
    [
      {
        all: [
          { column: 'dn', op: '=', value: 'x' },
          { column: 'uid', op: '<>', value: 'x' },
        ],
      },
      '(uid=*)',
    ],
  ] as const)('%o is %s', (condition, filter) => expect(filterOf(condition as Condition)).toBe(filter));

  it('never has a value that ends it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const filter = `(uid=${escapeValue(text)})`;
        expect(() => FilterParser.parseString(filter)).not.toThrow();
        expect(escapeValue(text)).not.toMatch(/[()*]/);
      }),
    );
  });

  it('leaves out no entry for which the condition holds', () => {
    const leaf = fc.oneof(
      fc.record({
        column: fc.constantFrom('uid', 'name'),
        op: fc.constantFrom('=', '<>', '<', '>=', 'contains', 'starts-with'),
        value: fc.constantFrom('a', 'A', 'ab', 'b'),
      }),
      fc.record({ column: fc.constantFrom('uid', 'name'), op: fc.constant('is-null') }),
      fc.record({
        column: fc.constantFrom('uid', 'name'),
        op: fc.constant('in'),
        values: fc.subarray(['a', 'ab', 'b']),
      }),
    ) as fc.Arbitrary<Condition>;
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
        fc.record({ not: tie('condition') }),
      ) as fc.Arbitrary<Condition>,
    }));
    const values = fc.array(fc.constantFrom('a', 'A', 'ab', 'AB', 'b', 'ba'), { maxLength: 2 });
    fc.assert(
      fc.property(condition, values, values, (asked, uid, cn) => {
        const entry: Entry = { dn: 'x', ...(uid.length > 0 ? { uid } : {}), ...(cn.length > 0 ? { cn } : {}) };
        if (!conditionHolds(asked, kind, entry)) return;
        const filter = conditionFilter(asked, kind);
        expect(filter).not.toBe(false);
        if (typeof filter === 'string') expect(serverMatches(filter, { uid, cn })).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

/** As a server evaluates a filter: without case, any value (RFC 4511 4.5.1.7). */
function serverMatches(filter: string, entry: Readonly<Record<string, readonly string[]>>): boolean {
  let at = 0;
  const one = (): boolean => {
    at += 1;
    const sign = filter[at] ?? '';
    if ('&|!'.includes(sign)) {
      at += 1;
      const parts: boolean[] = [];
      while (filter[at] === '(') parts.push(one());
      at += 1;
      return sign === '&' ? parts.every(Boolean) : sign === '|' ? parts.some(Boolean) : !parts[0];
    }
    const end = filter.indexOf(')', at);
    const [attribute = '', pattern = ''] = filter.slice(at, end).split('=');
    at = end + 1;
    const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'i');
    return (entry[attribute] ?? []).some((value) => expression.test(value));
  };
  return one();
}
