import { noSecrets, openSecrets } from '@caruso/core-service-manager/wrapper-kit';
import type { Secrets } from '@caruso/core-service-manager/wrapper-kit';
import { WSSecurity } from 'soap';
import type { Client } from 'soap';
import { openAuthenticator } from '../../rest/authentication/authenticator.js';
import { openHttp } from '../../rest/http/http-connection.js';
import type { HttpConnection } from '../../rest/http/http-connection.js';
import type { SoapSettings } from '../settings.js';
import { loadWsdl } from '../wsdl/load-wsdl.js';
import { wsdlSource } from '../wsdl/wsdl-source.js';
import { sendEnvelopes } from './send-envelope.js';

export interface SoapConnection {
  readonly http: HttpConnection;
  readonly secrets: Secrets;
  /** @throws CarusoError that says what is wrong with the WSDL, or that it cannot be fetched. */
  client(): Promise<Client>;
}

/** What is needed to speak with a SOAP system; nothing is sent or read yet. */
export function connectSoap(settings: SoapSettings, system: string, appDir: string, now: () => number): SoapConnection {
  // Answers of a recording need no credentials.
  const replaying = settings.traffic?.mode === 'replay';
  const secrets = replaying ? noSecrets : openSecrets(appDir);
  const { concurrent: connections, maxAnswerBytes, timeoutMs } = settings;
  const http = openHttp({ system, connections, maxAnswerBytes });
  const authentication = replaying ? ({ kind: 'none' } as const) : settings.authentication;
  const token = authentication.kind === 'ws-security' ? authentication : undefined;
  const authenticator = openAuthenticator({
    system,
    settings: authentication.kind === 'ws-security' ? { kind: 'none' } : authentication,
    secrets,
    http,
    timeoutMs,
    now,
  });
  const mask = (text: string): string => secrets.mask(text);
  return {
    http,
    secrets,
    async client() {
      const headers = Object.fromEntries(
        Object.entries(settings.headers).map(([name, value]) => [name.toLowerCase(), secrets.expand(value)]),
      );
      const send = sendEnvelopes({ system, http, authenticator, headers, mask });
      const source = wsdlSource({
        system,
        wsdl: settings.wsdl,
        imports: settings.imports,
        appDir,
        http,
        headers: async () => ({ ...headers, ...(await authenticator.credentials()).headers }),
        timeoutMs,
      });
      const endpoint = settings.endpoint === undefined ? undefined : secrets.expand(settings.endpoint);
      const client = await loadWsdl(source, settings.soapVersion, endpoint, send);
      if (token !== undefined) {
        client.setSecurity(
          new WSSecurity(secrets.expand(token.user), secrets.expand(token.password), {
            passwordType: token.passwordType === 'digest' ? 'PasswordDigest' : 'PasswordText',
            hasTimeStamp: token.timestamp,
          }),
        );
      }
      return client;
    },
  };
}
