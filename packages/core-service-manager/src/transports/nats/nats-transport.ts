import { CarusoError } from '../../contract/index.js';
import type { Provider } from '../../registry/provider.js';
import { announce } from '../link/announcement.js';
import type { RemoteCall } from '../link/outgoing-calls.js';
import { createOwnProviders } from '../link/own-providers.js';
import { processKey } from '../link/provider-key.js';
import type { AttachedTransport, Transport, TransportSite } from '../transport.js';
import { createDiscovery } from './discovery.js';
import { createEndpointStatistics } from './endpoint-statistics.js';
import { createLastingConnection } from './lasting-connection.js';
import type { NatsTransportOptions } from './nats-transport-options.js';
import { createOutbox } from './outbox.js';
import { createPeers } from './peers.js';
import { createPublicEndpoints } from './public-endpoints.js';
import { createReception } from './reception.js';
import { createSubjects, subjectToken } from './subjects.js';

/** A process that was killed while callers wait is noticed within this time; any other within a second. */
const PROBE_EVERY_MS = 100;
const PING_EVERY_PROBES = 10;
/** Rows of the directory are told anew so often, when they have changed. */
const ROWS_EVERY_PROBES = 50;
/** After the good-bye: until the others have it and what they sent before has come in. */
const GOOD_BYE_MS = 25;
/** After joining: how long the others' answers are waited for, in silence. */
const SETTLE_MS = 30;

/** Processes of an application reach each other's services over a nats-server. docs/transports.md has the subjects. */
export function natsTransport(options: NatsTransportOptions): Transport {
  return { name: 'nats', attach: (site) => attach(options, site) };
}

async function attach(options: NatsTransportOptions, site: TransportSite): Promise<AttachedTransport> {
  const { application, clock } = site;
  const me = subjectToken(site.process);
  const subjects = createSubjects(application);
  const statistics = createEndpointStatistics();
  let seq = 0;
  let leaving = false;
  let announcing = false;
  let told = '';

  const own = createOwnProviders(site, isOffered, () => {
    announceSoon();
    endpoints.update();
  });
  const performer = statistics.observed(own);
  const outbox = createOutbox(() => lasting.current());
  const peers = createPeers({
    site,
    subjects,
    me,
    performer,
    outbox,
    connection: () => lasting.current(),
    reason: () => lasting.reason(),
  });
  const endpoints = createPublicEndpoints({ site, subjects, own, performer, connection: () => lasting.current() });
  const discovery = createDiscovery({ site, subjects, own, statistics, process: me });
  const reception = createReception({ site, subjects, me, peers, announcement: () => text(false), seq: () => seq });

  const lasting = createLastingConnection({
    options,
    name: `${application} ${site.process}`,
    clock,
    log: site.log,
    up(connection, fresh) {
      if (fresh) {
        reception.listen(connection);
        discovery.listen(connection);
        endpoints.listen(connection);
      }
      seq += 1;
      reception.broadcast(connection, text(true));
    },
    down: (reason) => peers.loseAll(reason),
  });

  function text(enquiry: boolean): string {
    const announcement = announce(Math.max(seq, 1), enquiry, own.all().filter(isAnnounced), site.services?.() ?? []);
    told = JSON.stringify(announcement.services);
    return JSON.stringify(announcement);
  }

  function announceNow(): void {
    const connection = lasting.current();
    if (connection === undefined || leaving) return;
    seq += 1;
    reception.broadcast(connection, text(false));
  }

  /** Several changes of one turn are told at once. */
  function announceSoon(): void {
    if (announcing) return;
    announcing = true;
    queueMicrotask(() => {
      announcing = false;
      announceNow();
    });
  }

  let probes = 0;
  let cancelProbe = clock.after(PROBE_EVERY_MS, probe);
  function probe(): void {
    cancelProbe = clock.after(PROBE_EVERY_MS, probe);
    probes += 1;
    if (probes % PING_EVERY_PROBES === 0) peers.ping();
    else peers.probe();
    if (probes % ROWS_EVERY_PROBES === 0 && JSON.stringify(site.services?.() ?? []) !== told) announceNow();
  }

  const pause = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));
  await lasting.tried;
  if (lasting.current() !== undefined) await reception.quiet(SETTLE_MS);

  return {
    health: () =>
      lasting.current() === undefined ? { status: 'degraded', reason: lasting.reason() } : { status: 'up' },
    services: () => peers.all().flatMap(({ services }) => services),
    callProcess(process, contractId, operation, input, { signal, timeoutMs = 30_000, ...rest } = {}) {
      const peer = peers.all().find((other) => other.process === process && !other.leaving);
      if (peer === undefined) {
        return Promise.reject(new CarusoError('not-found', `There is no process ${process} now`, { process }));
      }
      const over = AbortSignal.timeout(timeoutMs);
      const call: RemoteCall = {
        principal: rest.principal,
        idempotencyKey: rest.idempotencyKey,
        deadline: clock.now() + timeoutMs,
        signal: signal === undefined ? over : AbortSignal.any([signal, over]),
      };
      return peer.conversation.outgoing
        .request(processKey(contractId), operation, input, call)
        .catch((thrown: unknown) => {
          if (over.aborted)
            throw new CarusoError('deadline', `${contractId}.${operation} of ${process} did not answer in time`);
          throw thrown;
        });
    },
    async detach(drainMs) {
      const until = clock.now() + drainMs;
      cancelProbe();
      const connection = lasting.current();
      if (connection !== undefined) {
        reception.goodBye(connection);
        leaving = true;
        await Promise.all([endpoints.close(), discovery.close(), pause(GOOD_BYE_MS)]);
        await reception.drainRequests();
      }
      for (const peer of peers.all()) peer.conversation.incoming.endStreams();
      const idle = Promise.all([
        endpoints.idle(),
        ...peers.all().map(({ conversation }) => conversation.incoming.idle()),
      ]);
      let cancel: () => void = () => undefined;
      const late = new Promise<void>((resolve) => {
        cancel = clock.after(Math.max(0, until - clock.now()), resolve);
      });
      await Promise.race([idle, late]);
      cancel();
      for (const { conversation } of peers.all()) {
        conversation.incoming.end(`The process ${site.process} was stopped`);
        conversation.outgoing.cancelAll(`The process ${site.process} leaves`);
      }
      outbox.flush();
      peers.loseAll('this process leaves');
      own.close();
      await lasting.close();
    },
  };
}

/** What others may call: what runs here, not what is itself at another process. */
function isOffered({ place }: Provider): boolean {
  return place.kind !== 'remote';
}

/** Each process has these for itself; another's are reached by `callProcess`. */
const OF_EACH_PROCESS: ReadonlySet<string> = new Set(['service-directory', 'service-control']);

function isAnnounced({ contract }: Provider): boolean {
  if (OF_EACH_PROCESS.has(contract.id)) return false;
  const members = Object.values(contract.members);
  return members.length === 0 || members.some(({ kind }) => kind !== 'local');
}
