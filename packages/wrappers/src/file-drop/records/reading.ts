import type { JsonValue } from '@caruso/core-service-manager/wrapper-kit';

/** A value that was read, or why it could not be. */
export type Reading = { readonly value: JsonValue } | { readonly wrong: string };
