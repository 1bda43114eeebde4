import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env['CARUSO_SHARED_DATA'] ?? join(import.meta.dirname, '../../../../../../shared/data');

/** Real input that lies beside the repository; undefined where it does not. */
export function sharedData(...path: readonly string[]): string | undefined {
  const file = join(folder, ...path);
  return existsSync(file) ? file : undefined;
}
