import type { DataSource, EntitySchema } from 'typeorm';

/** Adds entities to a live DataSource. `buildMetadatas` is protected in TypeORM 1.1, and the only way to do so without a new connection. */
export async function registerEntities(dataSource: DataSource, entities: readonly EntitySchema[]): Promise<void> {
  dataSource.setOptions({ entities: [...entities] });
  await (dataSource as unknown as { buildMetadatas(): Promise<void> }).buildMetadatas();
}
