import { headers } from '@nats-io/transport-node';
import type { Msg, MsgHdrs, NatsConnection, Subscription } from '@nats-io/transport-node';
import { asCarusoError, CarusoError, principalSchema } from '../../contract/index.js';
import type { ErrorCode } from '../../contract/index.js';
import type { Provider } from '../../registry/provider.js';
import { bestProvider } from '../../registry/best-provider.js';
import type { Performer } from '../link/incoming-calls.js';
import type { OwnProviders } from '../link/own-providers.js';
import { providerKey } from '../link/provider-key.js';
import type { IncomingOptions, TransportSite } from '../transport.js';
import semver from 'semver';
import type { Subjects } from './subjects.js';

export const QUEUE_GROUP = 'caruso';

/** As HTTP has them, because readers of `Nats-Service-Error-Code` expect numbers. */
const numbers: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  refused: 422,
  overloaded: 429,
  cancelled: 499,
  internal: 500,
  unavailable: 503,
  'no-provider': 503,
  deadline: 504,
};

/** Operations for NATS clients without Caruso: JSON in, JSON or `Nats-Service-Error` headers out; any process of the group answers. */
export interface PublicEndpoints {
  /** On a connection that is new. */
  listen(connection: NatsConnection): void;
  /** Others are provided now. */
  update(): void;
  /** Takes no new requests. */
  close(): Promise<void>;
  idle(): Promise<void>;
}

export interface PublicEndpointsOptions {
  readonly site: Pick<TransportSite, 'log'>;
  readonly subjects: Subjects;
  readonly own: OwnProviders;
  readonly performer: Performer;
  connection(): NatsConnection | undefined;
}

export function createPublicEndpoints({
  site,
  subjects,
  own,
  performer,
  connection,
}: PublicEndpointsOptions): PublicEndpoints {
  const subscriptions = new Map<string, Subscription>();
  const running = new Set<Promise<void>>();
  let closed = false;

  function update(): void {
    const current = connection();
    if (current === undefined || closed) return;
    const wanted = new Map(
      own
        .all()
        .map(({ contract, version }) => [subjects.endpoint(contract.id, version.major, '*'), { contract, version }]),
    );
    for (const [subject, subscription] of subscriptions) {
      if (wanted.has(subject)) continue;
      subscription.unsubscribe();
      subscriptions.delete(subject);
    }
    for (const [subject, { contract, version }] of wanted) {
      if (subscriptions.has(subject)) continue;
      const callback = (error: Error | null, msg: Msg): void => {
        if (error === null) answer(contract.id, version.major, msg);
      };
      subscriptions.set(subject, current.subscribe(subject, { queue: QUEUE_GROUP, callback }));
    }
  }

  function answer(contractId: string, major: number, msg: Msg): void {
    const work = perform(contractId, major, msg)
      .then(
        (output) => void msg.respond(output === undefined ? '' : JSON.stringify(output)),
        (thrown: unknown) => {
          const { code, message, details } = asCarusoError(thrown);
          msg.respond(JSON.stringify({ code, message, details }), { headers: errorHeaders(code, message) });
        },
      )
      .catch((thrown: unknown) => site.log.warn({ subject: msg.subject, err: thrown }, 'an answer could not be sent'))
      .finally(() => running.delete(work));
    running.add(work);
  }

  async function perform(contractId: string, major: number, msg: Msg): Promise<unknown> {
    const member = msg.subject.slice(msg.subject.lastIndexOf('.') + 1);
    const of = own.all().filter(({ contract }) => contract.id === contractId);
    const provider = bestProvider(of, new semver.Range(`^${major}.0.0 || ~${major}`));
    if (provider === undefined) throw new CarusoError('no-provider', `Nobody provides ${contractId} ${major} here now`);
    if (memberKind(provider, member) !== 'operation') {
      throw new CarusoError('not-found', `${contractId} ${provider.contract.version} has no operation "${member}"`);
    }
    return performer.perform(providerKey(provider), member, inputOf(msg), optionsOf(msg.headers));
  }

  return {
    listen() {
      subscriptions.clear();
      update();
    },
    update,
    async close() {
      closed = true;
      await Promise.all([...subscriptions.values()].map((subscription) => subscription.drain()));
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

function memberKind({ contract }: Provider, member: string): string | undefined {
  return Object.hasOwn(contract.members, member) ? contract.members[member]?.kind : undefined;
}

function inputOf(msg: Msg): unknown {
  if (msg.data.length === 0) return undefined;
  try {
    return JSON.parse(msg.string());
  } catch (cause) {
    throw new CarusoError('invalid', 'The request is no JSON', {}, { cause });
  }
}

function optionsOf(given: MsgHdrs | undefined): IncomingOptions {
  const value = (name: string): string | undefined => {
    const text = given?.get(name);
    return text === undefined || text === '' ? undefined : text;
  };
  const timeout = value('Caruso-Timeout-Ms');
  const principal = value('Caruso-Principal');
  const idempotencyKey = value('Idempotency-Key');
  const traceparent = value('traceparent');
  return {
    ...(timeout === undefined ? {} : { timeoutMs: Number(timeout) }),
    ...(principal === undefined ? {} : { principal: parsePrincipal(principal) }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

function parsePrincipal(text: string): ReturnType<typeof principalSchema.parse> {
  try {
    return principalSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new CarusoError('invalid', 'The header Caruso-Principal is not understood', {}, { cause });
  }
}

function errorHeaders(code: ErrorCode, message: string): MsgHdrs {
  const made = headers();
  // One line: a header cannot have more.
  made.set('Nats-Service-Error', message.replaceAll(/[\r\n]+/g, ' '));
  made.set('Nats-Service-Error-Code', String(numbers[code]));
  made.set('Caruso-Error', code);
  return made;
}
