import { wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import type { Condition, Scalar } from '@caruso/storage-manager/contract';
import type { Entry } from 'ldapts';
import { attributeValues, fromAttribute } from './attribute-values.js';
import type { LdapKind } from './ldap-kind.js';

type Present = string | number | boolean;

/** Whether an entry meets a condition, as in every store: text by its characters; a comparison holds when any value of the attribute meets it. */
export function conditionHolds(condition: Condition, kind: LdapKind, entry: Entry): boolean {
  if ('all' in condition) return condition.all.every((part) => conditionHolds(part, kind, entry));
  if ('any' in condition) return condition.any.some((part) => conditionHolds(part, kind, entry));
  if ('not' in condition) return !conditionHolds(condition.not, kind, entry);
  const { attribute, type } = kind.column(condition.column);
  const values = attributeValues(entry, attribute).flatMap((text): Present[] => {
    const value = fromAttribute(text, type);
    return value === null ? [] : [value];
  });
  if (condition.op === 'is-null') return values.length === 0;
  if (condition.op === 'in') return values.some((value) => condition.values.includes(value));
  const { op, value: asked } = condition;
  if (asked === null) return false;
  if (op === 'contains' || op === 'starts-with') {
    if (type !== 'text' || typeof asked !== 'string')
      throw wrongRequest(kind.system, `${op} compares text; ${kind.name}.${condition.column} is ${type}`);
    const words = asked.toLowerCase();
    return values.some((value) => {
      const text = String(value).toLowerCase();
      return op === 'contains' ? text.includes(words) : text.startsWith(words);
    });
  }
  return op === '<>'
    ? values.length > 0 && values.every((value) => value !== comparand(asked, type))
    : values.some((value) => compared(value, op, comparand(asked, type)));
}

/** An instant in the one form that values have. */
function comparand(value: Exclude<Scalar, null>, type: string): Present {
  if (type !== 'timestamp') return value;
  const time = new Date(String(value));
  return Number.isNaN(time.getTime()) ? value : time.toISOString();
}

function compared(value: Present, op: '=' | '<' | '<=' | '>' | '>=', asked: Present): boolean {
  switch (op) {
    case '=':
      return value === asked;
    case '<':
      return value < asked;
    case '<=':
      return value <= asked;
    case '>':
      return value > asked;
    case '>=':
      return value >= asked;
  }
}
