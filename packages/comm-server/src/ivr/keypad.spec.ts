import { createVirtualClock } from '@caruso/core-service-manager';
import { describe, expect, it } from 'vitest';
import { Keypad } from './keypad.js';

const wanted = { digits: 6, firstDigitMs: 6000, interDigitMs: 4000 };
const never = new AbortController().signal;

function open() {
  const clock = createVirtualClock();
  const keypad = new Keypad();
  const collected: string[] = [];
  const collect = (options = wanted, signal = never): void => {
    void keypad.collect(options, clock, signal).then((digits) => collected.push(digits));
  };
  const press = (keys: string): void => keys.split('').forEach((key) => keypad.press(key));
  return { clock, keypad, collected, collect, press };
}

describe('a keypad', () => {
  it('takes as many digits as are wanted, and keeps the rest for the next question', async () => {
    const { clock, collected, collect, press } = open();
    press('100042');
    collect();
    press('1');
    await clock.advance(0);
    expect(collected).toEqual(['100042']);
    collect({ ...wanted, digits: 1 });
    await clock.advance(0);
    expect(collected).toEqual(['100042', '1']);
  });

  it('ends at # or at a pause between digits', async () => {
    const { clock, collected, collect, press } = open();
    collect();
    press('12#');
    await clock.advance(0);
    collect();
    press('34');
    await clock.advance(3999);
    expect(collected).toEqual(['12']);
    await clock.advance(1);
    expect(collected).toEqual(['12', '34']);
  });

  it('hears nothing when no digit comes in time; a # left over from before is none', async () => {
    const { clock, collected, collect, press } = open();
    press('#');
    collect();
    await clock.advance(5999);
    expect(collected).toEqual([]);
    await clock.advance(1);
    expect(collected).toEqual(['']);
    expect(clock.pending()).toBe(0);
  });

  it('stops waiting when the caller is gone', async () => {
    const { clock, collected, collect } = open();
    const gone = new AbortController();
    collect(wanted, gone.signal);
    gone.abort();
    await clock.advance(0);
    expect(collected).toEqual(['']);
    expect(clock.pending()).toBe(0);
  });
});
