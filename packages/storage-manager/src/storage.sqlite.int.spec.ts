import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openSqliteFile } from './testing/servers/sqlite-file.js';
import { temporaryDir } from './testing/servers/storage-application.js';
import { describeConditions } from './testing/suites/conditions.suite.js';
import { describeEvents } from './testing/suites/events.suite.js';
import { describeFrozen } from './testing/suites/frozen.suite.js';
import type { Surroundings } from './testing/suites/surroundings.js';
import { describeTables } from './testing/suites/tables.suite.js';
import { describeTasks } from './testing/suites/tasks.suite.js';

let dir: Awaited<ReturnType<typeof temporaryDir>>;
let databases = 0;

function open<T>(url: string, work: (database: ReturnType<typeof openSqliteFile>) => T): T {
  const database = openSqliteFile(url.replace('sqlite:', ''));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const surroundings: Surroundings = {
  newDatabase: async () => `sqlite:${join(dir.path, `${++databases}.db`)}`,
  execute: async (url, sql) => open(url, (database) => database.exec(sql)),
  schemaOf: async (url) =>
    open(url, (database) => JSON.stringify(database.prepare('SELECT * FROM sqlite_master ORDER BY name').all())),
};

beforeAll(async () => {
  dir = await temporaryDir();
});
afterAll(() => dir.remove());

describeTables('SQLite', () => surroundings);
describeConditions('SQLite', () => surroundings);
describeFrozen('SQLite', () => surroundings);
describeEvents('SQLite', () => surroundings);
describeTasks('SQLite', () => surroundings);
