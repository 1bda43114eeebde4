import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import semver from 'semver';
import type { OwnProviders } from '../link/own-providers.js';
import { providerKey } from '../link/provider-key.js';
import type { Provider } from '../../registry/provider.js';
import type { TransportSite } from '../transport.js';
import type { StatisticsOfEndpoints } from './endpoint-statistics.js';
import { QUEUE_GROUP } from './public-endpoints.js';
import { subjectToken } from './subjects.js';
import type { Subjects } from './subjects.js';

// https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-32.md
const PREFIX = '$SRV';
const verbs = ['PING', 'INFO', 'STATS'] as const;
type Verb = (typeof verbs)[number];

const NANOSECONDS = 1_000_000;

/** Answers for each component of this process as ADR-32 wants, so that the standard tools see it. */
export interface Discovery {
  /** On a connection that is new. */
  listen(connection: NatsConnection): void;
  close(): Promise<void>;
}

export interface DiscoveryOptions {
  readonly site: Pick<TransportSite, 'clock' | 'application'>;
  readonly subjects: Subjects;
  readonly own: OwnProviders;
  readonly statistics: StatisticsOfEndpoints;
  /** Id of this process as part of a subject. */
  readonly process: string;
}

interface DiscoveredComponent {
  readonly name: string;
  readonly id: string;
  readonly version: string;
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly providers: readonly Provider[];
}

export function createDiscovery({ site, subjects, own, statistics, process }: DiscoveryOptions): Discovery {
  const started = new Date(site.clock.now()).toISOString();
  let subscriptions: readonly Subscription[] = [];

  function components(): readonly DiscoveredComponent[] {
    const byComponent = Map.groupBy(own.all(), ({ component }) => component);
    return [...byComponent].map(([component, providers]) => {
      const name = subjectToken(component);
      const version = providers[0]?.componentVersion ?? '';
      return {
        name,
        id: `${process}-${name}`,
        version: semver.valid(version) ?? semver.coerce(version)?.version ?? '0.0.0',
        description: providers.map(({ contract }) => contract.summary).join('; '),
        metadata: {
          application: site.application,
          process,
          component,
          contracts: providers.map(({ contract }) => `${contract.id}@${contract.version}`).join(','),
        },
        providers,
      };
    });
  }

  function response(verb: Verb, { name, id, version, metadata, description, providers }: DiscoveredComponent): unknown {
    const identity = { type: `io.nats.micro.v1.${verb.toLowerCase()}_response`, name, id, version, metadata };
    if (verb === 'PING') return identity;
    if (verb === 'INFO') return { ...identity, description, endpoints: providers.flatMap(endpoints) };
    return { ...identity, started, endpoints: providers.flatMap(endpointStatistics) };
  }

  function endpoints(provider: Provider) {
    const { contract, version } = provider;
    return operations(provider).map((member) => ({
      name: `${subjectToken(contract.id)}-${member}`,
      subject: subjects.endpoint(contract.id, version.major, member),
      queue_group: QUEUE_GROUP,
      metadata: { contract: contract.id, contract_version: contract.version, operation: member },
    }));
  }

  function endpointStatistics(provider: Provider): readonly unknown[] {
    const members = operations(provider);
    return endpoints(provider).map(({ name, subject, queue_group }, index) => {
      const { requests, errors, processingMs, lastError } = statistics.of(providerKey(provider), members[index] ?? '');
      const processing = Math.round(processingMs * NANOSECONDS);
      return {
        name,
        subject,
        queue_group,
        num_requests: requests,
        num_errors: errors,
        last_error: lastError,
        processing_time: processing,
        average_processing_time: requests === 0 ? 0 : Math.round(processing / requests),
      };
    });
  }

  function answer(verb: Verb, msg: Msg): void {
    const [, , name, id] = msg.subject.split('.');
    for (const component of components()) {
      if (name !== undefined && name !== component.name) continue;
      if (id !== undefined && id !== component.id) continue;
      msg.respond(JSON.stringify(response(verb, component)));
    }
  }

  return {
    listen(connection) {
      subscriptions = verbs.flatMap((verb) =>
        ['', '.*', '.*.*'].map((rest) =>
          connection.subscribe(`${PREFIX}.${verb}${rest}`, {
            callback: (error, msg) => {
              if (error === null) answer(verb, msg);
            },
          }),
        ),
      );
    },
    async close() {
      await Promise.all(subscriptions.map((subscription) => subscription.drain()));
    },
  };
}

function operations({ contract }: Provider): readonly string[] {
  return Object.entries(contract.members).flatMap(([name, { kind }]) => (kind === 'operation' ? [name] : []));
}
