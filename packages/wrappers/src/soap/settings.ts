import { contractSettings, secretText, systemAccessSettings } from '@caruso/core-service-manager/wrapper-kit';
import { z } from 'zod';
import { addressSettings, headerSettings } from '../rest/http/address-settings.js';
import { authenticationSettings } from '../rest/authentication/authentication-settings.js';

/** UsernameToken of WS-Security (OASIS, Username Token Profile 1.1). */
const usernameToken = z.strictObject({
  kind: z.literal('ws-security'),
  user: z.string().min(1),
  password: secretText,
  /** `digest` sends a hash with a nonce, so that it cannot be sent again; `text` the password, only fit for https. */
  passwordType: z.enum(['digest', 'text']).default('digest'),
  timestamp: z.boolean().default(true),
});
export type UsernameTokenSettings = z.output<typeof usernameToken>;

export const soapSettingsSchema = z.strictObject({
  contract: contractSettings.strict(),
  /** A file, relative to the application's folder, or an address. A file is there also when the system is not. */
  wsdl: z.string().min(1),
  /** Files (relative to the application's folder) for documents that the WSDL imports from other places, by their address. */
  imports: z.record(z.string(), z.string()).default({}),
  /** Instead of the address in the WSDL. `${NAME}` is taken from the environment. */
  endpoint: addressSettings.optional(),
  /** Default: the first service and the first port of the WSDL. */
  service: z.string().optional(),
  port: z.string().optional(),
  soapVersion: z.enum(['1.1', '1.2']).default('1.1'),
  authentication: z
    .discriminatedUnion('kind', [...authenticationSettings.options, usernameToken])
    .default({ kind: 'none' }),
  /** Sent with every request, as HTTP headers. */
  headers: headerSettings.default({}),
  /** Which operations, by their name in the WSDL or in the contract. Default: all. */
  only: z.array(z.string()).min(1).optional(),
  /** Operations that may be repeated without harm; the WSDL does not say. */
  idempotent: z.array(z.string()).default([]),
  /** False: answers that are not as the WSDL says are passed on. */
  checkAnswers: z.boolean().default(true),
  /** Longest answer, in bytes. */
  maxAnswerBytes: z.number().int().min(1).default(10_000_000),
  ...systemAccessSettings.shape,
});
export type SoapSettings = z.output<typeof soapSettingsSchema>;
