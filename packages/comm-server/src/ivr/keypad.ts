import type { Clock } from '@caruso/core-service-manager/contract';

export interface Wanted {
  /** Most digits; without it `#` or a pause ends the input. */
  readonly digits: number | undefined;
  readonly firstDigitMs: number;
  readonly interDigitMs: number;
}

/** The keys a caller presses; those pressed before they are asked for are kept. */
export class Keypad {
  #pressed: string[] = [];
  #listener: () => void = () => undefined;

  press(digit: string): void {
    this.#pressed.push(digit);
    this.#listener();
  }

  hasInput(): boolean {
    return this.#pressed.length > 0;
  }

  clear(): void {
    this.#pressed = [];
  }

  /** Resolves at the next key, at once if one waits, or when the signal fires. */
  async nextKey(signal: AbortSignal): Promise<void> {
    if (this.hasInput() || signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.#listener = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#listener = () => undefined;
  }

  /**
   * Digits until there are enough, `#`, a pause, or the signal fires; '' when none came in time. A `#` before any digit
   * is left over from the input before and does not count.
   */
  collect(wanted: Wanted, clock: Clock, signal: AbortSignal): Promise<string> {
    return new Promise((resolve) => {
      let digits = '';
      let cancelTimer = (): void => undefined;
      const end = (): void => {
        cancelTimer();
        this.#listener = () => undefined;
        signal.removeEventListener('abort', end);
        resolve(digits);
      };
      const wait = (ms: number): void => {
        cancelTimer();
        cancelTimer = clock.after(ms, end);
      };
      const take = (): void => {
        for (let key = this.#pressed.shift(); key !== undefined; key = this.#pressed.shift()) {
          if (key === '#' && digits === '') continue;
          if (key === '#') return end();
          digits += key;
          if (digits.length === wanted.digits) return end();
          wait(wanted.interDigitMs);
        }
      };
      if (signal.aborted) return resolve('');
      signal.addEventListener('abort', end, { once: true });
      wait(wanted.firstDigitMs);
      this.#listener = take;
      take();
    });
  }
}
