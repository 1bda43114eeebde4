import { describe, expect, it } from 'vitest';
import { createPacer } from './pacer.js';

/** Virtual time whose timers fire `late` ms after they are due. */
function virtualClock(late: () => number) {
  let time = 1000;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => time,
    after(delay: number, run: () => void) {
      const timer = { at: time + delay + late(), run };
      timers = [...timers, timer];
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    pending: () => timers.length,
    advance(ms: number) {
      const end = time + ms;
      for (;;) {
        const [next] = timers.toSorted((one, other) => one.at - other.at);
        if (next === undefined || next.at > end) break;
        timers = timers.filter((other) => other !== next);
        time = next.at;
        next.run();
      }
      time = end;
    },
  };
}

describe('the pacer', () => {
  it('gives every member every step in order, and never drifts, however late the timers fire', () => {
    let turn = 0;
    const clock = virtualClock(() => ((turn += 7) % 15) + 0.5);
    const pacer = createPacer(clock);
    const steps: number[] = [];
    const lateness: number[] = [];
    pacer.add((tick) => {
      steps.push(tick);
      lateness.push(clock.now() - 1000 - tick * 20);
    });
    clock.advance(60_000);
    expect(steps.length).toBeGreaterThanOrEqual(2999);
    expect(steps).toEqual(Array.from({ length: steps.length }, (_, index) => index + 1));
    expect(Math.max(...lateness)).toBeLessThan(20);
    expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
  });

  it('makes up for a short stall and skips a long one', () => {
    let late = 0;
    const clock = virtualClock(() => late);
    const pacer = createPacer(clock);
    const steps: number[] = [];
    pacer.add((tick) => steps.push(tick));
    clock.advance(40);
    late = 100;
    clock.advance(20);
    late = 0;
    clock.advance(160);
    expect(steps).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
    late = 1000;
    clock.advance(20);
    late = 0;
    clock.advance(1100);
    expect(steps.at(12)).toBeGreaterThan(40);
    expect(new Set(steps).size).toBe(steps.length);
  });

  it('runs no timer while nobody sends, and numbers the steps on by the clock', () => {
    const clock = virtualClock(() => 0);
    const pacer = createPacer(clock);
    expect(clock.pending()).toBe(0);
    const steps: number[] = [];
    const paced = (tick: number): void => {
      steps.push(tick);
      if (steps.length % 2 === 0) pacer.remove(paced);
    };
    pacer.add(paced);
    pacer.add(paced);
    expect(clock.pending()).toBe(1);
    clock.advance(1000);
    expect(clock.pending()).toBe(0);
    pacer.add(paced);
    clock.advance(1000);
    expect(steps).toEqual([1, 2, 51, 52]);
  });

  it('keeps one timer when a member leaves and another comes in the same step', () => {
    const clock = virtualClock(() => 0);
    const pacer = createPacer(clock);
    let count = 0;
    const second = (): void => void (count += 1);
    const first = (): void => {
      pacer.remove(first);
      pacer.add(second);
    };
    pacer.add(first);
    clock.advance(20);
    expect(clock.pending()).toBe(1);
    clock.advance(100);
    expect(count).toBe(5);
  });
});
