import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { coalesce } from './coalesce.js';

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => quiet };

describe('a coalesced task', () => {
  it('runs once more after the last trigger and never twice at a time', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const trigger = coalesce(
      async () => {
        running += 1;
        most = Math.max(most, running);
        await sleep(5);
        running -= 1;
        runs += 1;
      },
      5,
      quiet,
    );
    for (let count = 0; count < 100; count += 1) trigger();
    await expect.poll(() => runs).toBe(2);
    await sleep(50);
    expect({ runs, most }).toEqual({ runs: 2, most: 1 });
  });

  it('goes on after a failure', async () => {
    let runs = 0;
    const trigger = coalesce(
      async () => {
        runs += 1;
        if (runs === 1) throw new Error('first');
      },
      1,
      quiet,
    );
    trigger();
    await expect.poll(() => runs).toBe(1);
    trigger();
    await expect.poll(() => runs).toBe(2);
  });
});
