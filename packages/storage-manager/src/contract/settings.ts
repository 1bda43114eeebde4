import { z } from 'zod';

/**
 * `stores` in `app.yaml`: a database (`url`), or the records of a wrapped system (`wrapper`). A relative SQLite file lies in the data
 * folder; `load` names SQL files of the application that fill an empty SQLite store.
 */
export const storeSettingsSchema = z
  .strictObject({
    /** `sqlite:FILE`, `postgres://…`, `mariadb://…`. `${NAME}` is taken from the environment, so that no secret stands in the file. */
    url: z.string().optional(),
    /** Name of the component that provides `recordStore(NAME)`. Its store is always frozen; the other settings are for databases. */
    wrapper: z.string().min(1).optional(),
    schema: z.enum(['managed', 'frozen']).default('managed'),
    load: z.array(z.string()).default([]),
    /** `read-only` opens the database so that it refuses every write itself. */
    access: z.enum(['read-only', 'read-write']).default('read-write'),
  })
  .superRefine(({ url, wrapper }, context) => {
    if ((url === undefined) === (wrapper === undefined))
      context.addIssue({
        code: 'custom',
        message:
          'give either "url" (a database) or "wrapper" (the name of a component that wraps a system with records)',
      });
  });
export type StoreSettings = z.infer<typeof storeSettingsSchema>;
export type DatabaseSettings = StoreSettings & { readonly url: string };
export const storageSettingsSchema = z.object({
  /** The store `own` is always there; without an entry it is `sqlite:own.db`, managed. */
  stores: z.record(z.string(), storeSettingsSchema).default({}),
  /** Whether durable tasks are run here. The command line opens the data of a stopped application without doing its work. */
  work: z.boolean().default(true),
});
export type StorageSettings = z.infer<typeof storageSettingsSchema>;
