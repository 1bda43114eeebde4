import { secretText } from '@caruso/core-service-manager/wrapper-kit';
import { z } from 'zod';

const LOOKS_SECRET = /auth|cookie|pass|secret|token|credential|key$/i;

/** Headers for every request; the value of one that looks like a credential is `${NAME}`, never literal. */
export const headerSettings = z.record(z.string(), z.string()).superRefine((headers, context) => {
  for (const [name, value] of Object.entries(headers)) {
    const { error } = LOOKS_SECRET.test(name) ? secretText.safeParse(value) : {};
    for (const { message } of error?.issues ?? []) context.addIssue({ code: 'custom', path: [name], message });
  }
});

/** An http(s) address; `${NAME}` is taken from the environment. */
export const addressSettings = z
  .string()
  .regex(/^(https?:\/\/|\$\{)/, 'begins with https:// or http://')
  .refine((text) => !/^https?:\/\/[^/?#]*@/i.test(text), 'put user and password into "authentication"');
