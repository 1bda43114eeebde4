const FIRST_MS = 100;
const LONGEST_MS = 5000;

/** Wait before restart number `attempt` (0, 1, …) in ms: doubles from 100 and stays at 5000. */
export function restartDelay(attempt: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
}
