import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKeptDefinitions } from './kept-definitions.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caruso-definitions-'));
  file = join(folder, 'definitions.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const table = (name: string, column = 'id') => ({
  name,
  columns: [{ name: column, type: 'text' as const }],
  primaryKey: [column],
});

describe('kept definitions', () => {
  it('are there for the next who opens them, the latest of each table', async () => {
    const first = await openKeptDefinitions(file);
    await first.keep('own', [table('dialog'), table('contact')]);
    await first.keep('own', [table('dialog', 'number')]);
    const second = await openKeptDefinitions(file);
    expect(second.find('own', 'dialog')?.primaryKey).toEqual(['number']);
    expect(second.find('own', 'contact')?.primaryKey).toEqual(['id']);
    expect(second.find('billing', 'dialog')).toBeUndefined();
  });

  it('lose none when many come at once', async () => {
    const kept = await openKeptDefinitions(file);
    const names = Array.from({ length: 20 }, (_, index) => `table${index}`);
    await Promise.all(names.map((name) => kept.keep('own', [table(name)])));
    const again = await openKeptDefinitions(file);
    expect(names.filter((name) => again.find('own', name) === undefined)).toEqual([]);
  });

  it('begin anew when the file is damaged', async () => {
    await writeFile(file, '{"own": {"dialog": ');
    const kept = await openKeptDefinitions(file);
    expect(kept.find('own', 'dialog')).toBeUndefined();
    await kept.keep('own', [table('dialog')]);
    expect((await openKeptDefinitions(file)).find('own', 'dialog')).toBeDefined();
  });
});
