import { systemRefuses } from '@caruso/core-service-manager/wrapper-kit';
import type { Authenticator } from '../../rest/authentication/authenticator.js';
import type { HttpConnection } from '../../rest/http/http-connection.js';
import { excerpt, httpError } from '../../rest/http/http-error.js';
import type { SendEnvelope } from '../wsdl/load-wsdl.js';
import { hasDocumentType } from '../wsdl/document-type.js';

export interface EnvelopeOptions {
  readonly system: string;
  readonly http: HttpConnection;
  readonly authenticator: Authenticator;
  /** Expanded. */
  readonly headers: Readonly<Record<string, string>>;
  readonly mask: (text: string) => string;
}

/**
 * Sends envelopes over HTTP. An answer that is an error without a SOAP fault is an error by its status; one with a document type
 * declaration is refused.
 */
export function sendEnvelopes({ system, http, authenticator, headers: common, mask }: EnvelopeOptions): SendEnvelope {
  return async (address, body, headers, signal) => {
    async function attempt() {
      const credentials = await authenticator.credentials();
      const url = new URL(address);
      for (const [name, value] of Object.entries(credentials.query)) url.searchParams.append(name, value);
      const request = { method: 'POST', url, headers: { ...common, ...headers, ...credentials.headers }, body };
      return { credentials, answer: await http.send(request, signal) };
    }

    const first = await attempt();
    const { answer } =
      first.answer.status === 401 && authenticator.refused(first.credentials) ? await attempt() : first;
    const { text, status } = answer;
    if (hasDocumentType(text) && !/^\s*<!doctype html/i.test(text)) {
      throw systemRefuses(system, `The answer of ${system} has a document type declaration, which is refused`, {
        message: mask(excerpt(text)),
        code: status,
      });
    }
    if (status >= 400 && !/<([\w.-]+:)?Fault[\s>]/.test(text)) {
      const error = httpError(system, answer, undefined, mask);
      if (error !== undefined) throw error;
    }
    return { status, text };
  };
}
