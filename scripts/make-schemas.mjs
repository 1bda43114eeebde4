// Writes the JSON Schemas of app.yaml, screens and queues for editors, from the zod schemas that check these files. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { schemaFiles } from '@caruso/app-builder';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'packages', 'app-builder', 'schema');
let stale = 0;
for (const [name, schema] of Object.entries(schemaFiles())) {
  const file = path.join(folder, name);
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))) !== JSON.stringify(schema)) {
    process.stderr.write(`${name} is not what the code says; run node scripts/make-schemas.mjs\n`);
    stale += 1;
  }
}
process.exit(stale === 0 ? 0 : 1);
