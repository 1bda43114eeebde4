import type { JsonValue } from '@caruso/core-service-manager/wrapper-kit';
import { decodeBytes } from '../encodings/byte-table.js';
import { decodeNumber } from './decode-number.js';
import { recordName } from './item.js';
import type { Group, Item } from './item.js';

export interface RecordDecoding {
  /** 256 characters. */
  readonly table: string;
  readonly ebcdic: boolean;
  readonly trim: 'right' | 'both' | 'none';
  readonly segments?: { readonly field: string; readonly views: Readonly<Record<string, string>> } | undefined;
}
export interface DecodedRecord {
  readonly record: Readonly<Record<string, JsonValue>>;
  /** Fields whose bytes are no number. */
  readonly wrong: readonly string[];
}

interface Scope {
  readonly how: RecordDecoding;
  readonly bytes: Uint8Array;
  /** Whole numbers and texts read so far, for OCCURS DEPENDING ON and the choice of segments. */
  readonly seen: Map<string, JsonValue>;
  readonly wrong: string[];
  /** Inside an area with several views a field that is no number belongs to another view: it is left out. */
  readonly lenient: boolean;
}
interface Decoded {
  readonly value: JsonValue | undefined;
  /** Bytes taken. */
  readonly size: number;
}

/** Reads the bytes of one record. Fields behind its end, empty numbers and texts of nothing but zero bytes are left out. */
export function decodeRecord(record: Group, bytes: Uint8Array, how: RecordDecoding): DecodedRecord {
  const scope: Scope = { how, bytes, seen: new Map(), wrong: [], lenient: false };
  const { value } = decodeGroup(record, 0, scope);
  return { record: value as Readonly<Record<string, JsonValue>>, wrong: scope.wrong };
}

function decodeGroup(group: Group, offset: number, scope: Scope): Decoded {
  const values: Record<string, JsonValue> = {};
  const places = new Map<string, number>();
  const redefined = new Set(group.items.flatMap(({ redefines }) => redefines ?? []));
  let at = offset;
  for (const item of group.items) {
    const start = item.redefines === undefined ? at : (places.get(item.redefines) ?? at);
    if (item.name !== undefined) places.set(item.name, start);
    const shared = item.redefines !== undefined || (item.name !== undefined && redefined.has(item.name));
    const { value, size } = decodeItem(item, start, { ...scope, lenient: scope.lenient || shared });
    if (item.redefines === undefined) at = start + size;
    if (value === undefined || !chosen(item, scope)) continue;
    if (item.name !== undefined) values[item.name] = value;
    else if (item.kind === 'group' && item.occurs === undefined) Object.assign(values, value);
  }
  return { value: values, size: at - offset };
}

function decodeItem(item: Item, offset: number, scope: Scope): Decoded {
  if (item.occurs === undefined) return decodeOne(item, offset, scope);
  const { most, dependingOn } = item.occurs;
  const told = dependingOn === undefined ? most : Number(scope.seen.get(dependingOn) ?? 0);
  const count = Number.isInteger(told) && told >= 0 && told <= most ? told : undefined;
  if (count === undefined) {
    scope.wrong.push(`${dependingOn ?? ''} (${String(told)} where at most ${most} can be)`);
    return { value: undefined, size: 0 };
  }
  const values: JsonValue[] = [];
  let at = offset;
  for (let index = 0; index < count && at < scope.bytes.length; index++) {
    const { value, size } = decodeOne(item, at, scope);
    values.push(value ?? null);
    at += size;
  }
  return { value: values, size: dependingOn === undefined ? item.length * most : at - offset };
}

function decodeOne(item: Item, offset: number, scope: Scope): Decoded {
  if (item.kind === 'group') return decodeGroup(item, offset, scope);
  const bytes = scope.bytes.subarray(offset, offset + item.length);
  const value = item.kind === 'text' ? decodeText(bytes, scope.how) : numberOf(item, bytes, scope);
  if (item.name !== undefined && value !== undefined) scope.seen.set(item.name, value);
  return { value, size: item.length };
}

function numberOf(item: Item & { readonly kind: 'number' }, bytes: Uint8Array, scope: Scope): JsonValue | undefined {
  if (bytes.length < item.length) return undefined;
  const value = decodeNumber(item, bytes, scope.how.ebcdic);
  if (value === undefined && !scope.lenient && item.name !== undefined) scope.wrong.push(item.name);
  return value ?? undefined;
}

/** Control characters are what programs leave in unused places; they are no text. */
function decodeText(bytes: Uint8Array, { table, trim }: RecordDecoding): string | undefined {
  if (bytes.every((byte) => byte === 0)) return undefined;
  const text = decodeBytes(bytes, table).replace(/\p{Cc}/gu, '');
  if (trim === 'none') return text;
  return trim === 'right' ? text.replace(/ +$/, '') : text.trim();
}

function chosen(item: Item, { how, seen }: Scope): boolean {
  if (how.segments === undefined || item.name === undefined) return true;
  const views = Object.entries(how.segments.views).map(([value, view]) => [value, recordName(view)] as const);
  if (!views.some(([, view]) => view === item.name)) return true;
  const is = String(seen.get(recordName(how.segments.field)) ?? '');
  return views.some(([value, view]) => value === is && view === item.name);
}
