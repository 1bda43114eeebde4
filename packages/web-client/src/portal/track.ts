import type { AttributeInfo } from '../api/contracts.js';

export interface TrackStop {
  readonly value: string;
  readonly label: Readonly<Record<string, string>>;
  readonly place: 'past' | 'now' | 'future';
}

/**
 * The way an object goes through its states, for a class whose `state` lists its codes in that order; `cancelled` is off the way.
 * null when the object is on no such way: then the state is shown as a word.
 */
export function trackOf(state: AttributeInfo | undefined, value: unknown): readonly TrackStop[] | null {
  const stops = state?.codes?.filter((code) => code.value !== 'cancelled');
  const at = stops?.findIndex((code) => code.value === value) ?? -1;
  if (!stops || at < 0 || stops.length < 2) return null;
  return stops.map((code, index) => ({ ...code, place: index < at ? 'past' : index === at ? 'now' : 'future' }));
}

/** By the clock on her wall: until noon, until seven in the evening, later. */
export function greetingOf(hour: number): 'morning' | 'afternoon' | 'evening' {
  if (hour >= 5 && hour < 12) return 'morning';
  return hour >= 12 && hour < 19 ? 'afternoon' : 'evening';
}
