import { z } from 'zod';
import { screenSchema } from '../screens/screen-file.js';

/** What the application builder hands to its own HTTP component. */
export const webServerSettingsSchema = z.object({
  host: z.string().default('127.0.0.1'),
  port: z.number().int().min(0).max(65_535).default(8080),
  /** Lets the command line in. */
  token: z.string().min(32),
  /** Lets a Prometheus server read /metrics, and nothing else. */
  metricsToken: z.string().min(16, 'must have 16 characters at least').optional(),
  name: z.string(),
  title: z.record(z.string(), z.string()),
  languages: z.array(z.string()),
  /** Labels of the queues, by name. */
  queues: z.record(z.string(), z.record(z.string(), z.string())),
  customerClass: z.string(),
  realm: z.string(),
  hasMailbox: z.boolean(),
  screens: z.array(screenSchema),
});
export type WebServerSettings = z.infer<typeof webServerSettingsSchema>;
