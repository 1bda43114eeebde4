import { secretText } from '@caruso/core-service-manager/wrapper-kit';
import { z } from 'zod';

/** How the wrapper shows who it is. Credentials are `${NAME}`, never literal. */
export const authenticationSettings = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('basic'), user: z.string().min(1), password: secretText }),
  z.strictObject({ kind: z.literal('bearer'), token: secretText }),
  z
    .strictObject({
      kind: z.literal('api-key'),
      /** Name of the header or of the query parameter; one of the two. */
      header: z.string().min(1).optional(),
      query: z.string().min(1).optional(),
      key: secretText,
    })
    .refine(
      ({ header, query }) => (header === undefined) !== (query === undefined),
      'needs header or query, one of them',
    ),
  z.strictObject({
    kind: z.literal('oauth2'),
    /** The token endpoint; client credentials are the only grant (RFC 6749 4.4). */
    tokenUrl: z.url({ protocol: /^https?$/ }),
    clientId: z.string().min(1),
    clientSecret: secretText,
    scope: z.string().optional(),
    /** Some servers want `audience`, `resource` or the like. */
    parameters: z.record(z.string(), z.string()).default({}),
    /** How the client shows itself at the token endpoint. */
    clientAuthentication: z.enum(['basic', 'post']).default('basic'),
  }),
]);
export type AuthenticationSettings = z.output<typeof authenticationSettings>;
