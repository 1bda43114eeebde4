/** Deadlines fire up to this many milliseconds late; up to twice as many when very many calls are made. */
export const DEADLINE_GRAIN_MS = 25;
