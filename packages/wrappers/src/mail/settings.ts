import { secretText } from '@caruso/core-service-manager/wrapper-kit';
import { z } from 'zod';

export const mailSettingsSchema = z.strictObject({
  /**
   * `smtp://user:${NAME}@host:port`, or `smtps:` for TLS from the first byte. The password is taken from the environment or from
   * `secrets.env`, never from here.
   * `demo-mailbox:` is the mailbox of the demo, wherever it listens.
   */
  url: z
    .string()
    .regex(/^(smtps?:\/\/|demo-mailbox:$|\$\{)/, 'must begin with smtp:// or smtps://')
    .refine((url) => {
      const password = /^smtps?:\/\/[^/@]*?:(.*)@/.exec(url)?.[1];
      return password === undefined || secretText.safeParse(password).success;
    }, 'a password does not belong in this file: write smtp://user:${NAME}@host'),
  /** The sender's address and name. */
  from: z.email(),
  name: z.string().default(''),
  /** Send nothing over a connection that cannot be encrypted with STARTTLS. */
  requireTls: z.boolean().default(false),
  /** Longest wait for the connection, and for each answer (seconds, 1 to 120). A sending that takes longer is `unavailable`. */
  timeoutSeconds: z.number().min(0.1).max(120).default(10),
});
export type MailSettings = z.infer<typeof mailSettingsSchema>;
