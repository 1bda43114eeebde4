import type { Json } from './contracts.js';

/** Any JSON value as text: what is no scalar stays JSON, nothing is the empty text. */
export function jsonText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
