import {
  contractSettings,
  operationName,
  operationSettings,
  secretText,
  systemAccessSettings,
} from '@caruso/core-service-manager/wrapper-kit';
import { z } from 'zod';
import { sqlRecordSettings } from './records/record-settings.js';

const inputName = z.string().regex(/^[A-Za-z_]\w*$/, 'the name of an input: letters, digits and underscores');

/** An argument of a procedure: the name of an input, or what the procedure gives back. */
const argument = z.union([inputName, z.strictObject({ out: inputName }), z.strictObject({ inout: inputName })]);
export type Argument = z.output<typeof argument>;

const routineName = z.string().regex(/^[A-Za-z_][\w$]*(\.[A-Za-z_][\w$]*)?$/, 'a name, or SCHEMA.NAME');

export const sqlOperationSettings = operationSettings
  .extend({
    /** One statement; `:name` stands for an input. Never put together from texts. */
    query: z.string().min(1).optional(),
    /** A stored procedure, called with `args` in order. */
    procedure: routineName.optional(),
    /** A stored function, called with `args` in order. */
    function: routineName.optional(),
    args: z.array(argument).default([]),
    /** `rows`: a list; `one`: the one row (`not-found` without it); `scalar`: its first column; `affected`: how many rows were changed. */
    result: z.enum(['rows', 'one', 'scalar', 'affected']).default('rows'),
    /** `read` runs in a transaction that refuses every change. Default: `read`; `write` for procedures and `affected`. */
    access: z.enum(['read', 'write']).optional(),
    /** False: no transaction around it, for procedures that commit by themselves. */
    transaction: z.boolean().default(true),
    /** May be repeated without harm. Default: yes with access `read`. */
    idempotent: z.boolean().optional(),
  })
  .strict()
  .superRefine(({ query, procedure, function: stored, args, result, access }, context) => {
    const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if ([query, procedure, stored].filter((text) => text !== undefined).length !== 1)
      wrong('query', 'give one of "query", "procedure" and "function"');
    if (query !== undefined && args.length > 0) wrong('args', 'a query names its inputs itself: write :name in it');
    const out = args.some((given) => typeof given !== 'string');
    if (out && procedure === undefined) wrong('args', 'only procedures have out and inout arguments');
    if (out && result !== 'one') wrong('result', 'out and inout arguments come back as one row: write "result: one"');
    if (result === 'affected' && access === 'read') wrong('access', 'what changes rows has access "write"');
  });
export type SqlOperationSettings = z.output<typeof sqlOperationSettings>;

export const sqlSettingsSchema = z
  .strictObject({
    /** `postgres://HOST:PORT/DATABASE` or `mariadb://…`, without user and password; `?ssl=true` for TLS with a checked certificate. */
    url: z
      .string()
      .regex(/^(postgres(ql)?|mariadb):\/\//, 'must begin with postgres:// or mariadb://')
      .refine((text) => !/^[a-z]+:\/\/[^/]*@/.test(text), 'put user and password into "user" and "password"'),
    user: z.string().min(1),
    password: secretText,
    /** Connections at most. */
    pool: z.number().int().min(1).max(100).default(8),
    contract: contractSettings.strict().optional(),
    operations: z.record(operationName, sqlOperationSettings).default({}),
    /** Tables and views as business objects (`stores: { NAME: { wrapper: THIS } }`), by the name models give as `table`. */
    records: z.record(z.string(), sqlRecordSettings).default({}),
    ...systemAccessSettings.shape,
  })
  .superRefine(({ contract, operations, records }, context) => {
    const some = Object.keys(operations).length > 0;
    if (some && contract === undefined)
      context.addIssue({ code: 'custom', path: ['contract'], message: 'operations need a contract: { id: NAME }' });
    if (!some && Object.keys(records).length === 0)
      context.addIssue({ code: 'custom', path: ['operations'], message: 'give operations, records or both' });
  });
export type SqlSettings = z.output<typeof sqlSettingsSchema>;

export function accessOf({ access, procedure, result }: SqlOperationSettings): 'read' | 'write' {
  return access ?? (procedure !== undefined || result === 'affected' ? 'write' : 'read');
}
