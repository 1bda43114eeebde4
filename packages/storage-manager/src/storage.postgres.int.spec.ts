import { afterAll, beforeAll } from 'vitest';
import { startPostgres } from './testing/servers/postgres-server.js';
import type { PostgresServer } from './testing/servers/postgres-server.js';
import { describeConditions } from './testing/suites/conditions.suite.js';
import { describeEvents } from './testing/suites/events.suite.js';
import { describeFrozen } from './testing/suites/frozen.suite.js';
import type { Surroundings } from './testing/suites/surroundings.js';
import { describeTables } from './testing/suites/tables.suite.js';
import { describeTasks } from './testing/suites/tasks.suite.js';

let server: PostgresServer;
let databases = 0;

const nameIn = (url: string) => new URL(url).pathname.slice(1);
const schemaQuery = `SELECT table_name, column_name, data_type, column_default, is_nullable FROM information_schema.columns
  WHERE table_schema = 'public' ORDER BY 1, 2`;
const indexQuery = `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`;

const surroundings: Surroundings = {
  newDatabase: () => server.database(`test_${++databases}`),
  execute: async (url, sql) => void (await server.query(nameIn(url), sql)),
  schemaOf: async (url) =>
    JSON.stringify([await server.query(nameIn(url), schemaQuery), await server.query(nameIn(url), indexQuery)]),
};

beforeAll(async () => {
  server = await startPostgres();
}, 120_000);
afterAll(() => server.stop());

describeTables('PostgreSQL', () => surroundings);
describeConditions('PostgreSQL', () => surroundings);
describeFrozen('PostgreSQL', () => surroundings);
describeEvents('PostgreSQL', () => surroundings);
describeTasks('PostgreSQL', () => surroundings);
