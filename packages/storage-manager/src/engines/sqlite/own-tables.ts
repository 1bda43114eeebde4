/** AUTOINCREMENT: a sequence number is never given twice, even when the last rows were removed. */
export const sqliteOwnTables: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS caruso_event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at TIMESTAMP_TEXT NOT NULL,
    type TEXT NOT NULL,
    contact TEXT,
    customer TEXT,
    actor TEXT,
    data JSON_TEXT NOT NULL
  )`,
  'CREATE INDEX IF NOT EXISTS caruso_event_type ON caruso_event (type, seq)',
  'CREATE INDEX IF NOT EXISTS caruso_event_contact ON caruso_event (contact, seq) WHERE contact IS NOT NULL',
  'CREATE INDEX IF NOT EXISTS caruso_event_customer ON caruso_event (customer, seq) WHERE customer IS NOT NULL',
  'CREATE INDEX IF NOT EXISTS caruso_event_at ON caruso_event (at)',
  `CREATE TABLE IF NOT EXISTS caruso_task (
    id TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    service TEXT NOT NULL,
    operation TEXT NOT NULL,
    input JSON_TEXT,
    principal JSON_TEXT NOT NULL,
    due_at TIMESTAMP_TEXT NOT NULL,
    max_attempts INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    state TEXT NOT NULL,
    last_error TEXT,
    result JSON_TEXT,
    lease_owner TEXT,
    lease_until TIMESTAMP_TEXT,
    settled_at TIMESTAMP_TEXT
  )`,
  'CREATE INDEX IF NOT EXISTS caruso_task_due ON caruso_task (state, due_at)',
  "CREATE INDEX IF NOT EXISTS caruso_task_lease ON caruso_task (lease_until) WHERE state = 'running'",
];
