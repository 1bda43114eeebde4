import type { Secrets } from '@caruso/core-service-manager/wrapper-kit';
import type { HttpConnection } from '../http/http-connection.js';
import type { AuthenticationSettings } from './authentication-settings.js';
import { clientCredentials } from './client-credentials.js';

/** What goes with a request to show who asks. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

export interface Authenticator {
  credentials(): Promise<Credentials>;
  /** Told that the system answered 401 to these; true when there is hope for others. */
  refused(credentials: Credentials): boolean;
}

export interface AuthenticatorOptions {
  readonly system: string;
  readonly settings: AuthenticationSettings;
  readonly secrets: Secrets;
  readonly http: HttpConnection;
  readonly timeoutMs: number;
  readonly now: () => number;
}

/** @throws CarusoError `invalid` that names a secret that is not set. */
export function openAuthenticator({ settings, secrets, ...options }: AuthenticatorOptions): Authenticator {
  switch (settings.kind) {
    case 'none':
      return fixed({});
    case 'basic': {
      const pair = `${secrets.expand(settings.user)}:${secrets.expand(settings.password)}`;
      return fixed({ authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` });
    }
    case 'bearer':
      return fixed({ authorization: `Bearer ${secrets.expand(settings.token)}` });
    case 'api-key': {
      const key = secrets.expand(settings.key);
      if (settings.query !== undefined) return fixed({}, { [settings.query]: key });
      return fixed({ [(settings.header ?? 'x-api-key').toLowerCase()]: key });
    }
    case 'oauth2': {
      const clientSecret = secrets.expand(settings.clientSecret);
      const clientId = secrets.expand(settings.clientId);
      const source = clientCredentials({ ...options, settings: { ...settings, clientId }, clientSecret });
      const scheme = 'Bearer ';
      return {
        credentials: async () => ({ headers: { authorization: scheme + (await source.token()) }, query: {} }),
        refused({ headers }) {
          source.discard(headers['authorization']?.slice(scheme.length) ?? '');
          return true;
        },
      };
    }
  }
}

function fixed(headers: Credentials['headers'], query: Credentials['query'] = {}): Authenticator {
  const credentials = { headers, query };
  return { credentials: async () => credentials, refused: () => false };
}
