import { Pulse } from './pulse.js';

/** Hands each value to all who listen at the time. */
export class Broadcast<T> {
  readonly #listeners = new Set<{ readonly queue: T[]; readonly pulse: Pulse }>();

  publish(value: T): void {
    for (const { queue, pulse } of this.#listeners) {
      queue.push(value);
      pulse.beat();
    }
  }

  /** `first` comes before what is published from now on. Listening begins with the call, not with the first read. */
  listen(first: readonly T[], signal: AbortSignal): AsyncGenerator<T> {
    const listener = { queue: [...first], pulse: new Pulse() };
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
    return this.#read(listener, signal);
  }

  async *#read(listener: { readonly queue: T[]; readonly pulse: Pulse }, signal: AbortSignal): AsyncGenerator<T> {
    try {
      while (!signal.aborted) {
        const { beats } = listener.pulse;
        for (let value = listener.queue.shift(); value !== undefined; value = listener.queue.shift()) yield value;
        await listener.pulse.after(beats, signal);
      }
    } finally {
      this.#listeners.delete(listener);
    }
  }
}
