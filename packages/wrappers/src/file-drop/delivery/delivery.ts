import { asCarusoError, systemPrincipal } from '@caruso/core-service-manager/contract';
import type { CarusoError, DynamicInvoke } from '@caruso/core-service-manager/contract';
import type { NewTask } from '@caruso/storage-manager/contract';
import type { DeliverySettings } from '../settings.js';
import type { GoodRow } from './row.js';
import { verdictOn } from './verdict.js';

/** What became of rows: those that the service would not take, with its words. */
export interface Refusal {
  readonly row: GoodRow;
  readonly reason: string;
}

export interface Delivery {
  /**
   * Hands rows to the service, at most `concurrent` calls at once, and tries again until it has answered each.
   * Rejects with `Stopped` when the component stops meanwhile.
   */
  send(rows: readonly GoodRow[], batch: number): Promise<readonly Refusal[]>;
  /** One attempt for one row; throws what the service says. */
  sendOnce(row: GoodRow): Promise<void>;
  /** The same calls for the outbox. */
  tasks(rows: readonly GoodRow[], batch: number): readonly NewTask[];
}

/** The component stops: the work goes on at the next start. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

export function delivery(given: {
  readonly drop: string;
  readonly settings: DeliverySettings;
  readonly invoke: DynamicInvoke;
  /** Waits; rejects with `Stopped`. */
  readonly wait: (ms: number) => Promise<void>;
  /** Told with the reason when the service does not take anything now, and without when it does again. */
  readonly trouble: (reason: string | undefined) => void;
}): Delivery {
  const { drop, settings, invoke, wait, trouble } = given;
  const principal = systemPrincipal(drop);
  const list = settings.batch > 1;
  const timeout = settings.timeoutMs === undefined ? {} : { timeoutMs: settings.timeoutMs };

  const input = (rows: readonly GoodRow[]): NewTask['input'] => {
    const records = rows.map(({ record }) => record);
    if (list) return { ...settings.input, [settings.as ?? 'records']: records } as NewTask['input'];
    const [record = {}] = records;
    return (
      settings.as === undefined ? { ...settings.input, ...record } : { ...settings.input, [settings.as]: record }
    ) as NewTask['input'];
  };
  const call = async (rows: readonly GoodRow[], idempotencyKey: string): Promise<void> => {
    await invoke(settings.service, settings.operation, input(rows), { principal, idempotencyKey, ...timeout });
  };

  /** Undefined when the service took them. */
  const persist = async (rows: readonly GoodRow[], key: string): Promise<CarusoError | undefined> => {
    for (let attempt = 1, failures = 0; ; attempt++) {
      try {
        await call(rows, key);
        trouble(undefined);
        return undefined;
      } catch (thrown) {
        const error = asCarusoError(thrown);
        const verdict = verdictOn(error);
        if (verdict === 'again') failures += 1;
        if (verdict === 'set-aside' || failures >= settings.attempts) {
          trouble(undefined);
          return error;
        }
        trouble(`${settings.service}.${settings.operation}: ${error.message}`);
        await wait(Math.min(30_000, 250 * 2 ** Math.min(attempt - 1, 10)));
      }
    }
  };

  const sendBatch = async (rows: readonly GoodRow[]): Promise<readonly Refusal[]> => {
    const error = await persist(rows, batchKey(rows));
    if (error === undefined) return [];
    const reason = `${error.code}: ${error.message}`;
    if (rows.length === 1) return rows.map((row) => ({ row, reason }));
    // The service will not take the batch: each by itself shows which of them it means.
    const refused: Refusal[] = [];
    for (const row of rows) {
      const alone = await persist([row], row.key);
      if (alone !== undefined) refused.push({ row, reason: `${alone.code}: ${alone.message}` });
    }
    return refused;
  };

  return {
    send: async (rows, batch) => {
      const queue = batches(rows, batch);
      const refused: Refusal[] = [];
      const worker = async (): Promise<void> => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift())
          refused.push(...(await sendBatch(next)));
      };
      // All end before the first failure is told: nothing goes on behind the back of who waits.
      const ended = await Promise.allSettled(Array.from({ length: settings.concurrent }, worker));
      const failed = ended.find((result) => result.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
      return refused;
    },
    sendOnce: (row) => call([row], row.key),
    tasks: (rows, batch) =>
      batches(rows, batch).map((part) => ({
        key: batchKey(part),
        service: settings.service,
        operation: settings.operation,
        input: input(part),
        principal,
      })),
  };
}

/**
 * Rows by their place in the file: rows 1 to `batch`, and so on, whichever of them are bad. So a batch is the same after a restart,
 * and its key too.
 */
function batches(rows: readonly GoodRow[], batch: number): GoodRow[][] {
  const parts = new Map<number, GoodRow[]>();
  for (const row of rows) {
    const part = Math.floor((row.row - 1) / batch);
    const members = parts.get(part);
    if (members === undefined) parts.set(part, [row]);
    else members.push(row);
  }
  return [...parts.values()];
}

function batchKey(rows: readonly GoodRow[]): string {
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return '';
  return rows.length === 1 ? first.key : `${first.key}-${last.row}`;
}
