import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimLeaseOwner } from './lease-owner.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caruso-owner-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the owner of leases', () => {
  it('is the same for one after the other, who may take back what the one before was running', async () => {
    const first = await claimLeaseOwner(folder);
    first.release();
    const second = await claimLeaseOwner(folder);
    expect(second.id).toBe(first.id);
    second.release();
  });

  it('is another one for a second at the same time, as in a replacement while running', async () => {
    const first = await claimLeaseOwner(folder);
    const second = await claimLeaseOwner(folder);
    expect(second.id).not.toBe(first.id);
    second.release();
    const third = await claimLeaseOwner(folder);
    expect(third.id).not.toBe(first.id);
    third.release();
    first.release();
  });
});
