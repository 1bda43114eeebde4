import type { Value } from '@caruso/storage-manager/contract';
import { allOf, comparison } from '../columns/conditions.js';
import type { RowFilter } from '../columns/conditions.js';
import { objectKey } from '../contract/index.js';
import type { ClassModel, Relation } from '../model/class-model.js';
import { wholeKey } from '../model/class-model.js';
import { firstKeyPart } from '../model/first-key-part.js';
import { mayRead } from '../rights/access.js';
import type { Caller } from '../rights/caller.js';
import { keyFilter } from './object-reader.js';
import type { ObjectRow } from './object-row.js';

/** The rows at the other end. A relation over attributes that the caller may not read leads nowhere: following it would tell them. */
export function relationFilter(
  model: ClassModel,
  relation: Relation,
  other: ClassModel,
  row: ObjectRow,
  caller: Caller,
): RowFilter {
  return allOf(
    relation.on.map((pair) => {
      const own = model.attributes.get(pair.own);
      const theirs = other.attributes.get(pair.other);
      if ((own && !mayRead(own, caller)) || (theirs && !mayRead(theirs, caller))) return false;
      const held = own ? row.values[pair.own] : row.key;
      if (held === null || held === undefined || typeof held === 'object') return false;
      const holdsKey = !own || own.type === 'reference';
      if (!theirs) return pair.other === wholeKey ? keyFilter(other, holdsKey ? String(held) : asKey(held)) : false;
      if (theirs.type === 'reference') return comparison(theirs, '=', holdsKey ? String(held) : asKey(held));
      return comparison(theirs, '=', holdsKey ? firstKeyPart(String(held)) : held);
    }),
  );
}

function asKey(value: Exclude<Value, object | null>): string {
  return objectKey([typeof value === 'number' ? value : String(value)]);
}
