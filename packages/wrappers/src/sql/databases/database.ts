/** SQL with the values of its placeholders. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}
export type Parameter = string | number | bigint | boolean | null | readonly (string | number | boolean | null)[];

/** What a statement gave; values as text wherever the driver has them so. */
export interface ResultTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Rows inserted, updated or deleted. */
  readonly affected: number;
}

export interface Work {
  readonly statements: readonly Statement[];
  readonly access: 'read' | 'write';
  readonly transaction: boolean;
}

/** One kind of database; its drivers' errors come out as they are. */
export interface Database {
  readonly engine: 'postgres' | 'mariadb';
  /**
   * Runs statements one after the other on one connection; in a transaction all or nothing. Once the signal has fired nothing more is
   * begun and nothing is committed: nobody waits for it.
   */
  run(work: Work, signal?: AbortSignal): Promise<readonly ResultTable[]>;
  /** Lets the server parse a statement without running it. */
  prepare(sql: string): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseAddress {
  readonly host: string;
  readonly port: number | undefined;
  readonly database: string;
  readonly tls: boolean;
  readonly user: string;
  readonly password: string;
  readonly pool: number;
  /** A statement that takes longer is ended by the server, in milliseconds. */
  readonly statementMs: number;
}
