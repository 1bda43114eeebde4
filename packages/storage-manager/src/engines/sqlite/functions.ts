import { decimalKey } from '../../values/decimal.js';
import { canonicalInstant } from '../../values/instant.js';
import type { SqliteDatabase } from './driver.js';
import { plainText } from '../../values/plain-text.js';

/** Case folding as JavaScript does it; SQLite's own `lower` knows ASCII only. */
export function fold(text: string): string {
  return text.toLowerCase();
}

/** What SQLite cannot do itself; the dialect uses these names. They never stand in a schema, so other programs can read the file. */
export function registerFunctions(database: SqliteDatabase): void {
  const pure = { deterministic: true };
  database.function('caruso_fold', pure, (text: unknown) => (text === null ? null : fold(plainText(text))));
  database.function('caruso_instant', pure, (text: unknown) =>
    text === null ? null : (canonicalInstant(plainText(text)) ?? null),
  );
  database.function('caruso_decimal_key', pure, (text: unknown, scale: unknown) =>
    text === null ? null : (decimalKey(plainText(text), typeof scale === 'number' ? scale : undefined) ?? null),
  );
}
