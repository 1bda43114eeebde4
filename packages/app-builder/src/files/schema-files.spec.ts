import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { schemaFiles } from './schema-files.js';

describe('JSON Schemas for editors', () => {
  it.each(Object.entries(schemaFiles()))('%s is what the code checks', (name, schema) => {
    const committed: unknown = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../schema', name), 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(schema)));
  });
});
