export interface Timer {
  cancel(): void;
}

/** Time as the stack sees it: injected, so that tests run in virtual time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  after(milliseconds: number, run: () => void): Timer;
}
