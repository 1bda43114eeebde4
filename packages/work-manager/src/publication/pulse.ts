/** Tells any number of waiters that something has changed since they last looked. */
export class Pulse {
  #beats = 0;
  readonly #waiting = new Set<() => void>();

  /** Grows with each change. */
  get beats(): number {
    return this.#beats;
  }

  beat(): void {
    this.#beats += 1;
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  /** Resolves at the first change after `seen` beats, or when the signal fires. */
  async after(seen: number, signal: AbortSignal): Promise<void> {
    if (this.#beats > seen || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
