import type { JsonValue } from '@caruso/core-service-manager/wrapper-kit';

/** One thing that a file says, or one place where it says nothing that can be used. Lines count from 1. */
export type ParsedRow =
  | { readonly kind: 'record'; readonly line: number; readonly record: Readonly<Record<string, JsonValue>> }
  | { readonly kind: 'bad'; readonly line: number; readonly reason: string; readonly raw: string };

/**
 * Reads one kind of file into records, the same way for every kind: what can be read comes as records, what cannot be
 * read is set aside as bad rows with the reason, and the rest goes on. A parser never throws for what is in the file;
 * it throws what the source throws.
 */
export interface RecordParser {
  /** The name it goes by in a configuration, e.g. `camt`. */
  readonly format: string;
  /** `encoding`: a WHATWG label such as `windows-1252`, for files that do not say their own; default UTF-8. */
  parse(source: AsyncIterable<Uint8Array>, options: { readonly encoding?: string }): AsyncIterable<ParsedRow>;
}
