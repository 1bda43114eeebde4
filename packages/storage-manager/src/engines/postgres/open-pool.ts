import { DataSource } from 'typeorm';
import type { Result, Statement } from '../engine.js';

/** What is used of a `pg` client. */
interface PostgresClient {
  query(query: { readonly text: string; readonly values: readonly unknown[]; readonly name?: string }): Promise<{
    readonly rows: readonly Record<string, unknown>[] | undefined;
    readonly rowCount: number | null;
  }>;
}

export interface PoolOptions {
  readonly url: string;
  readonly readOnly: boolean;
  /** An idle connection broke. */
  readonly onError: (error: unknown) => void;
}

export interface PostgresPool {
  readonly dataSource: DataSource;
  /** Runs on one connection that is given back afterwards; `broken` tells for an error whether the connection must be thrown away. */
  withConnection<T>(
    work: (run: (statement: Statement) => Promise<Result>) => Promise<T>,
    broken: (error: unknown) => boolean,
  ): Promise<T>;
  close(): Promise<void>;
}

const connectTimeoutMs = 5_000;
const statementTimeoutMs = 25_000;
/** Statement texts that get a server-side name; a text beyond this number is parsed each time. */
const preparedLimit = 300;

export async function openPool(options: PoolOptions): Promise<PostgresPool> {
  // Times in UTC, so that nothing depends on where the server or we stand; values stay text, because definitions say what they mean.
  const session = ['-c timezone=UTC', '-c datestyle=ISO', '-c intervalstyle=iso_8601', '-c extra_float_digits=1'];
  if (options.readOnly) session.push('-c default_transaction_read_only=on');
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: 'caruso',
    connectTimeoutMS: connectTimeoutMs,
    installExtensions: false,
    poolSize: 8,
    poolErrorHandler: options.onError,
    extra: {
      options: session.join(' '),
      types: { getTypeParser: () => (text: string) => text },
      keepAlive: true,
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + 2_000,
      idle_in_transaction_session_timeout: 60_000,
      allowExitOnIdle: true,
    },
  });
  await dataSource.initialize();
  const names = new Map<string, string>();

  const nameOf = (sql: string): string | undefined => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= preparedLimit) return known;
    const name = `caruso_${names.size + 1}`;
    names.set(sql, name);
    return name;
  };

  return {
    dataSource,
    async withConnection(work, broken) {
      const runner = dataSource.createQueryRunner('master');
      const client = (await runner.connect()) as PostgresClient;
      try {
        return await work(async ({ sql, parameters }) => {
          const name = parameters.length > 0 ? nameOf(sql) : undefined;
          const result = await client.query({ text: sql, values: parameters, ...(name === undefined ? {} : { name }) });
          return { rows: result.rows ?? [], affected: result.rowCount ?? 0 };
        });
      } catch (thrown) {
        // The pool must not hand out a connection that is broken.
        if (broken(thrown))
          await (
            runner as unknown as { releasePostgresConnection(error: unknown): Promise<void> }
          ).releasePostgresConnection(thrown);
        throw thrown;
      } finally {
        await runner.release();
      }
    },
    async close() {
      if (dataSource.isInitialized) await dataSource.destroy();
    },
  };
}
