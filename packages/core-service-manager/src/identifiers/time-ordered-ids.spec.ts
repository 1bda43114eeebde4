import { describe, expect, it } from 'vitest';
import { createTimeOrderedIds, newTimeOrderedId } from './time-ordered-ids.js';

describe('time-ordered ids', () => {
  it('are UUIDs of version 7', () => {
    expect(newTimeOrderedId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('hold the time as RFC 9562, A.6 shows', () => {
    const newId = createTimeOrderedIds(
      () => 0x017f22e279b0,
      (bytes) => bytes.fill(0),
    );
    expect(newId()).toBe('017f22e2-79b0-7000-8000-000000000000');
  });

  it('sort as they were made, even if many are made at once and the clock goes back', () => {
    const instants = Array.from({ length: 10_000 }, (_, index) => (index < 9_000 ? 5_000 : 4_000));
    const newId = createTimeOrderedIds(
      () => instants.shift() ?? 0,
      (bytes) => bytes.fill(0xff),
    );
    const ids = Array.from({ length: 10_000 }, newId);
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(10_000);
  });
});
