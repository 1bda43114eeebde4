/** What a suite needs of a database kind. Databases are empty when given. */
export interface Surroundings {
  /** A settings URL for a new, empty database. */
  newDatabase(): Promise<string>;
  /** Runs SQL on it behind the storage manager's back. */
  execute(url: string, sql: string): Promise<void>;
  /** Everything the database knows about its schema, as text. */
  schemaOf(url: string): Promise<string>;
}
