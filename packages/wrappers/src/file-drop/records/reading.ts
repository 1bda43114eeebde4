import type { JsonValue } from '../../formats/record-parser.js';

/** A value that was read, or why it could not be. */
export type Reading = { readonly value: JsonValue } | { readonly wrong: string };
