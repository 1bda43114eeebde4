interface Listener<T> {
  readonly queue: T[];
  wake: () => void;
}

/** Hands each value to all who listen at the time. */
export class Broadcast<T> {
  readonly #listeners = new Set<Listener<T>>();

  publish(value: T): void {
    for (const listener of this.#listeners) {
      listener.queue.push(value);
      listener.wake();
    }
  }

  /** Listening begins with the call, not with the first read; it ends with the signal. */
  listen(signal: AbortSignal): AsyncGenerator<T> {
    const listener: Listener<T> = { queue: [], wake: () => undefined };
    this.#listeners.add(listener);
    const end = (): void => {
      this.#listeners.delete(listener);
      listener.wake();
    };
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    return this.#read(listener, signal);
  }

  async *#read(listener: Listener<T>, signal: AbortSignal): AsyncGenerator<T> {
    try {
      while (!signal.aborted) {
        const value = listener.queue.shift();
        if (value === undefined) await new Promise<void>((resolve) => (listener.wake = resolve));
        else yield value;
      }
    } finally {
      this.#listeners.delete(listener);
    }
  }
}
