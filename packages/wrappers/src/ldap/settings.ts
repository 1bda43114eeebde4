import { secretText, systemAccessSettings } from '@caruso/core-service-manager/wrapper-kit';
import { z } from 'zod';

const attributeName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]*(;[A-Za-z0-9-]+)*$/, 'the name of an attribute, such as telephoneNumber');

const column = z
  .union([
    attributeName.transform((attribute) => ({ attribute })),
    z.strictObject({
      attribute: attributeName,
      type: z.enum(['text', 'integer', 'boolean', 'timestamp']).default('text'),
      /** All values, as a JSON list; without it the first one. */
      list: z.boolean().default(false),
      writable: z.boolean().default(true),
    }),
  ])
  .transform((given) => ({ type: 'text' as const, list: false, writable: true, ...given }));
export type LdapColumn = z.output<typeof column>;

const kind = z
  .strictObject({
    /** Where the entries lie. Default: `baseDn`. */
    base: z.string().optional(),
    scope: z.enum(['one', 'sub']).default('sub'),
    /** RFC 4515. Only entries that meet it are of this kind. */
    filter: z
      .string()
      .regex(/^\(.*\)$/s, 'a filter in parentheses')
      .default('(objectClass=inetOrgPerson)'),
    /** Name of the column whose value names an entry: uid, entryUUID, dn. */
    key: z.string(),
    /** By name as models use it: an attribute, or `{ attribute, type, list, writable }`; the attribute `dn` is the entry's name. */
    columns: z.record(z.string(), column),
    /** Columns that `find` looks in. Default: all texts. */
    search: z.array(z.string()).optional(),
    /** Column with the name people sign in with. Default: the key. */
    login: z.string().optional(),
    writable: z.array(z.enum(['update', 'delete'])).default([]),
    /** Where and as what new entries are made; without it none are. */
    create: z
      .strictObject({ parent: z.string(), objectClass: z.array(z.string()).min(1), rdn: attributeName })
      .optional(),
  })
  .superRefine(({ key, columns, search, login, create }, context) => {
    const check = (path: string, name: string | undefined): void => {
      if (name === undefined || Object.hasOwn(columns, name)) return;
      const message = `no column ${name}; columns: ${Object.keys(columns).join(', ')}`;
      context.addIssue({ code: 'custom', path: [path], message });
    };
    check('key', key);
    check('login', login);
    for (const name of search ?? []) check('search', name);
    const attributes = Object.values(columns).map(({ attribute }) => attribute.toLowerCase());
    if (create !== undefined && !attributes.includes(create.rdn.toLowerCase()))
      context.addIssue({
        code: 'custom',
        path: ['create', 'rdn'],
        message: `no column has the attribute ${create.rdn}`,
      });
  });
export type LdapKindSettings = z.output<typeof kind>;

const loopback = /^ldap:\/\/(127\.|localhost\b|\[::1\])/i;

export const ldapSettingsSchema = z
  .strictObject({
    /** `ldaps://HOST:PORT`, or `ldap://HOST:PORT` with `startTls`. */
    url: z.string().regex(/^ldaps?:\/\/[^/@]+\/?$/, 'ldap://HOST:PORT or ldaps://HOST:PORT'),
    startTls: z.boolean().default(false),
    /** Allows passwords to travel readable for everybody on the way. */
    plain: z.boolean().default(false),
    tls: z
      .strictObject({
        /** File with the certificates to trust (PEM), relative to the application's folder. */
        ca: z.string().optional(),
        /** The name in the server's certificate, where it is not that of the address. */
        serverName: z.string().optional(),
      })
      .default({}),
    /** Whose rights the wrapper has; without it: anonymous. */
    bindDn: z.string().min(1).optional(),
    password: secretText.optional(),
    baseDn: z.string(),
    kinds: z.record(z.string(), kind).refine((kinds) => Object.keys(kinds).length > 0, 'give at least one kind'),
    /** How often `changed` asks, in milliseconds. */
    pollMs: z.number().int().min(100).max(86_400_000).default(30_000),
    /** Entries per page of an answer. */
    pageSize: z.number().int().min(1).max(10_000).default(500),
    /** A question that more entries than this may answer is refused. */
    maxEntries: z.number().int().min(1).default(50_000),
    ...systemAccessSettings.shape,
  })
  .superRefine(({ url, startTls, plain, bindDn, password }, context) => {
    const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (url.startsWith('ldaps:') && startTls) wrong('startTls', 'ldaps:// is encrypted already');
    if (url.startsWith('ldap:') && !startTls && !plain && !loopback.test(url))
      wrong('url', 'passwords would travel readable: use ldaps://, or startTls: true, or say plain: true');
    if ((bindDn === undefined) !== (password === undefined)) wrong('password', 'bindDn and password go together');
  });
export type LdapSettings = z.output<typeof ldapSettingsSchema>;
