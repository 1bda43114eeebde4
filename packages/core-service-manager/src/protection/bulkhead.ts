import type { ProtectionSettings } from './protection-settings.js';

/** So many operations of one provider at once, so many wait for their turn, in order. Leaving the queue early costs the same as waiting. */
export class Bulkhead {
  private active = 0;
  private calling = false;
  private readonly queue = new Set<() => void>();

  constructor(private readonly settings: ProtectionSettings['bulkhead']) {}

  get free(): boolean {
    return this.active < this.settings.inFlight;
  }

  get full(): boolean {
    return !this.free && this.queue.size >= this.settings.waiting;
  }

  enter(): void {
    this.active += 1;
  }

  /** The next in the queue has its turn at once. */
  leave(): void {
    this.active -= 1;
    // One that fails at once leaves while it is called: the loop below goes on then, so that a long queue needs no deep stack.
    if (this.queue.size > 0 && !this.calling) this.callNext();
  }

  /** Returns a function that leaves the queue. */
  wait(turn: () => void): () => void {
    this.queue.add(turn);
    return () => void this.queue.delete(turn);
  }

  /** A turn that isn't taken (the call has gone elsewhere) goes to the one behind: as many are called as there is room for. */
  private callNext(): void {
    this.calling = true;
    for (const turn of this.queue) {
      if (!this.free) break;
      this.queue.delete(turn);
      turn();
    }
    this.calling = false;
  }
}
