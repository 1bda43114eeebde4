import { commServerSettingsSchema } from '@caruso/comm-server/contract';
import { storeSettingsSchema } from '@caruso/storage-manager/contract';
import { secretText } from '@caruso/core-service-manager/wrapper-kit';
import { z } from 'zod';
import { roles } from '../contract/routes.js';

const label = z.record(z.string(), z.string());

const accountSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9._-]{1,63}$/, 'must be 2 to 64 small letters, digits, dots, hyphens or underscores'),
  name: z.string().min(1),
  roles: z.array(z.enum(roles)).min(1),
  password: z.string().min(8),
  language: z.string().default('en'),
  extension: z
    .string()
    .regex(/^[0-9]{2,8}$/, 'must be 2 to 8 digits')
    .optional(),
  phonePassword: z.string().min(6).optional(),
  skills: z.record(z.string(), z.number().int().min(1).max(10)).default({}),
  customer: z.string().optional(),
});
export type DemoAccount = z.infer<typeof accountSchema>;

/** `app.yaml`. */
export const appFileSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be small letters, digits and hyphens'),
  title: label,
  languages: z.array(z.enum(['en', 'pt'])).min(1),
  /** Packs and verticals this application builds on, the most general first. */
  extends: z.array(z.string()).default([]),
  stores: z.record(z.string(), storeSettingsSchema).default({}),
  components: z
    .array(
      z.strictObject({
        /** An npm package with a `caruso` key, or one of its parts: `@caruso/wrappers/mail`. */
        use: z.string(),
        /** Semantic version range the component must meet. */
        version: z.string().optional(),
        /** Names this instance; needed when one component is used twice. Default: the component's own name. */
        name: z
          .string()
          .regex(/^[a-z][a-z0-9-]*$/, 'must be small letters, digits and hyphens')
          .optional(),
        /** Of several providers of a contract the one with the highest rank is taken. */
        rank: z.number().int().optional(),
        /** In a process of its own: what it does or leaks there does not touch the others, and its memory is freed when it is replaced. */
        ownProcess: z.boolean().default(false),
        settings: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .min(1),
  /** Joins processes of this application (`caruso run --only …`); also on several machines. */
  nats: z
    .strictObject({
      /** `nats://HOST:PORT`, several for a cluster. `${NAME}` is taken from the environment, or from `secrets.env`. */
      servers: z
        .array(z.string().regex(/^(nats|tls|ws|wss):\/\/|^\$\{/, 'must be an address such as nats://127.0.0.1:4222'))
        .min(1),
      user: z.string().optional(),
      password: secretText.optional(),
      token: secretText.optional(),
    })
    .optional(),
  /** Prometheus reads `GET /metrics` with this bearer token, of 16 characters at least. */
  metrics: z
    .strictObject({
      token: secretText,
    })
    .optional(),
  channels: z
    .strictObject({
      sip: commServerSettingsSchema.shape.sip,
      holdMusic: z.string().optional(),
      fallbackQueue: z.string().optional(),
      customerClass: z.string().optional(),
      simulation: commServerSettingsSchema.shape.simulation.optional(),
    })
    .default({}),
  dispositions: z.array(z.strictObject({ value: z.string(), label })).default([]),
  demo: z.strictObject({ accounts: z.array(accountSchema).default([]) }).optional(),
});
export type AppFile = z.infer<typeof appFileSchema>;
