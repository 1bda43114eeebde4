import type { Clock, Timer } from '../time/clock.js';

export interface Repetition {
  stop(): void;
}

/** Runs `send` after `first` ms, then at doubling intervals of at most `longest` ms, until stopped. */
export const repeatDoubling = (clock: Clock, first: number, longest: number, send: () => void): Repetition => {
  let interval = first;
  let timer: Timer;
  const arm = (): void => {
    timer = clock.after(interval, () => {
      interval = Math.min(interval * 2, longest);
      arm();
      send();
    });
  };
  arm();
  return { stop: () => timer.cancel() };
};
