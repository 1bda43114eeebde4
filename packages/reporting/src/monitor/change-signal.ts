/** Tells waiters that something has changed since they last looked. */
export class ChangeSignal {
  #changes = 0;
  readonly #waiting = new Set<() => void>();

  get changes(): number {
    return this.#changes;
  }

  tell(): void {
    this.#changes += 1;
    for (const wake of this.#waiting) wake();
  }

  /** Resolves at the first change after `seen`, or when the signal fires. */
  async after(seen: number, signal: AbortSignal): Promise<void> {
    if (this.#changes > seen || signal.aborted) return;
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
