/** A caller who hears and presses keys. */
export interface Speech {
  /** Plays recordings one after the other; resolves when they are over or stopped. Rejects when a file cannot be played. */
  play(files: readonly string[]): Promise<void>;
  /** Silence at once; of no effect when nothing plays. */
  stop(): void;
  /** Keys 0–9 * # A–D; returns how to stop listening. */
  onDigit(listener: (digit: string) => void): () => void;
}
