import { expect, it, onTestFinished } from 'vitest';
import { hasMariadb, startMariadb } from '../fixtures/mariadb-server.js';
import { openMariadb } from './mariadb.js';

it.skipIf(!hasMariadb && process.env['CI'] !== 'true')(
  'a connection to a MariaDB that has fallen silent does not stay out of the pool for ever',
  async () => {
    const server = await startMariadb();
    onTestFinished(async () => {
      server.thaw();
      await server.stop();
    });
    const { hostname: host, port } = new URL(server.url);
    const { user, password } = server;
    const account = { user, password, database: 'legacy', tls: false, pool: 1, statementMs: 500 };
    const database = openMariadb({ host, port: Number(port), ...account });
    const one = () =>
      database.run(
        { statements: [{ sql: 'SELECT 1', parameters: [] }], access: 'read', transaction: true },
        AbortSignal.timeout(500),
      );
    await one();
    server.freeze();
    await expect(one()).rejects.toThrow(/connection/i);
    server.thaw();
    expect(await one()).toMatchObject([{ rows: [[1]] }]);
    await database.close();
  },
  60_000,
);
