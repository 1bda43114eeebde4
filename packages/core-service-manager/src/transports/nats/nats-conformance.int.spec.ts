import { afterAll, beforeAll, describe } from 'vitest';
import { transportConformance } from '../../conformance/transport-conformance.js';
import { createServiceManager } from '../../manager/create-service-manager.js';
import { memoryLog } from '../../manager/fixtures/greeting.js';
import { hasNatsServer, startNatsServer } from './fixtures/nats-server.js';
import type { OwnedNatsServer } from './fixtures/nats-server.js';
import { natsTransport } from './nats-transport.js';

describe.skipIf(!hasNatsServer)('over a nats-server', () => {
  let server: OwnedNatsServer;
  beforeAll(async () => {
    server = await startNatsServer();
  });
  afterAll(() => server.kill());

  const join = (application: string, process: string) =>
    createServiceManager({
      application,
      appDir: '/app',
      dataDir: '/data',
      log: memoryLog(),
      process,
      transports: [natsTransport({ servers: server.url })],
    });
  let opened = 0;

  transportConformance({
    name: 'NATS',
    async open() {
      opened += 1;
      // Each an application of its own: they share the server and must not see each other.
      const application = `conformance ${opened}`;
      const [caller, provider] = [join(application, 'caller'), join(application, 'provider')];
      return {
        caller,
        provider,
        async close() {
          await provider.stop();
          await caller.stop();
        },
      };
    },
  });
});
