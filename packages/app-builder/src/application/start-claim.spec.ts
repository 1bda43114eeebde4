import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimStart } from './start-claim.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'caruso-claim-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a start', () => {
  it('is refused while another process starts on the same data', async () => {
    // The parent of this test lives.
    writeFileSync(path.join(folder, 'starting'), String(process.ppid));
    await expect(claimStart(folder)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('goes ahead when the other one is over', async () => {
    const free = await claimStart(folder);
    await free();
    await expect(claimStart(folder)).resolves.toBeTypeOf('function');
  });

  it('goes ahead when the other one was killed and somebody else has its process id now', async () => {
    const place = path.join(folder, 'starting');
    writeFileSync(place, String(process.ppid));
    utimesSync(place, new Date(0), new Date(0));
    await expect(claimStart(folder)).resolves.toBeTypeOf('function');
  });
});
