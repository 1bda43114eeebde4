import { createListeners, type ReportError } from '../listeners/listeners.js';
import { buildResponse } from '../messages/build-response.js';
import { headerValue } from '../messages/header-access.js';
import type { HeaderField, SipRequest } from '../messages/message.js';
import { userOfUri } from '../messages/uri.js';
import type { Clock } from '../time/clock.js';
import type { ServerTransaction } from '../transactions/transaction-layer.js';
import type { RemoteAddress } from '../transport/remote-address.js';
import { authenticate, challengeValue, type CredentialLookup } from './authentication.js';
import type { Binding } from './binding.js';
import { createBindingTable } from './binding-table.js';
import { readContactRequest } from './contact-request.js';
import { createNonces } from './nonces.js';

export interface RegistrarOptions {
  /** Shown by phones, and part of every HA1. */
  readonly realm: string;
  readonly credentials: CredentialLookup;
  /** Seconds; shorter registrations are refused with 423. 60 by default. */
  readonly minExpires?: number;
  /** Seconds; longer ones are shortened. 3600 by default, which also serves phones that name none. */
  readonly maxExpires?: number;
  /** Phones of one user; 10 by default. */
  readonly maxBindings?: number;
  /** Seconds a challenge stays good; 300 by default. */
  readonly nonceLifetime?: number;
}

export interface SipRegistrar {
  /** The phones of a user, the last registered first. */
  bindings(user: string): readonly Binding[];
  /** A phone came, went, moved or expired: all bindings that the user has now. */
  onChange(listener: (user: string, bindings: readonly Binding[]) => void): void;
}

export interface RegistrarSetup extends RegistrarOptions {
  readonly clock: Clock;
  readonly newToken: () => string;
  readonly reportError: ReportError;
  readonly onRefused: () => void;
}

export interface RunningRegistrar extends SipRegistrar {
  /** Answers a REGISTER. Never rejects. */
  receive(transaction: ServerTransaction): Promise<void>;
  size(): number;
  close(): void;
}

interface Outcome {
  readonly status: number;
  readonly reason?: string;
  readonly headers?: readonly HeaderField[];
  /** The user's bindings from now on. */
  readonly bindings?: readonly Binding[];
}

/** RFC 3261 10.3: one address-of-record a user; its host is not looked at. */
export const createRegistrar = (setup: RegistrarSetup): RunningRegistrar => {
  const { clock, realm, newToken } = setup;
  const minExpires = setup.minExpires ?? 60;
  const maxExpires = setup.maxExpires ?? 3_600;
  const nonces = createNonces(clock, {
    secret: `${newToken()}${newToken()}`,
    lifetimeMs: (setup.nonceLifetime ?? 300) * 1_000,
    newToken,
  });
  const changes = createListeners<[string, readonly Binding[]]>(setup.reportError);
  const table = createBindingTable(clock, changes.call);

  const listed = (bindings: readonly Binding[]): readonly HeaderField[] =>
    bindings.map(({ contact, expiresAt }) => ({
      name: 'contact',
      value: `<${contact}>;expires=${Math.max(Math.round((expiresAt - clock.now()) / 1_000), 0)}`,
    }));

  /** All changes or none (RFC 3261 10.3 step 7). */
  const update = (
    user: string,
    request: SipRequest,
    source: RemoteAddress,
    contacts: readonly { readonly uri: string; readonly expires: number | null }[],
  ): Outcome => {
    let bindings = table.of(user);
    for (const { uri, expires } of contacts) {
      const before = bindings.find(({ contact }) => contact === uri);
      if (before?.callId === request.callId && request.cseq.number <= before.sequence) {
        return { status: 500, reason: 'CSeq is out of order' };
      }
      if (expires !== null && expires > 0 && expires < minExpires) {
        return { status: 423, headers: [{ name: 'min-expires', value: String(minExpires) }] };
      }
      const others = bindings.filter(({ contact }) => contact !== uri);
      const binding: Binding = {
        user,
        contact: uri,
        source,
        expiresAt: clock.now() + Math.min(expires ?? maxExpires, maxExpires) * 1_000,
        userAgent: headerValue(request, 'user-agent'),
        callId: request.callId,
        sequence: request.cseq.number,
      };
      bindings = expires === 0 ? others : [binding, ...others];
    }
    if (bindings.length > (setup.maxBindings ?? 10)) return { status: 403, reason: 'Too many phones' };
    return { status: 200, bindings };
  };

  const decide = async ({ request, source }: ServerTransaction): Promise<Outcome> => {
    const verdict = await authenticate(request, { realm, nonces, credentials: setup.credentials });
    if (verdict.kind === 'challenge') {
      const value = challengeValue(realm, nonces.issue(), verdict.stale);
      return { status: 401, headers: [{ name: 'www-authenticate', value }] };
    }
    const user = userOfUri(request.to.uri);
    // Nobody registers phones for others.
    if (verdict.kind === 'refused' || verdict.username !== user) {
      setup.onRefused();
      return { status: 403 };
    }
    const asked = readContactRequest(request);
    if (asked.kind === 'malformed') return { status: 400, reason: asked.reason };
    if (asked.kind === 'query') return { status: 200, bindings: table.of(user) };
    if (asked.kind === 'removeAll') return { status: 200, bindings: [] };
    return update(user, request, source, asked.contacts);
  };

  return {
    receive: async (transaction) => {
      const respond = (outcome: Outcome): void => {
        const { bindings, ...parts } = outcome;
        const headers = bindings === undefined ? (parts.headers ?? []) : listed(bindings);
        transaction.respond(buildResponse(transaction.request, { ...parts, toTag: newToken(), headers }));
      };
      try {
        const outcome = await decide(transaction);
        if (outcome.bindings !== undefined) table.set(userOfUri(transaction.request.to.uri), outcome.bindings);
        respond(outcome);
      } catch (error) {
        setup.reportError(error);
        respond({ status: 500 });
      }
    },
    bindings: table.of,
    onChange: changes.add,
    size: table.size,
    close: table.close,
  };
};
