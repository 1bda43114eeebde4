import { expect, it } from 'vitest';
import { derivedId } from './derived-id.js';

it('an id derived from a name is a UUIDv5, the same for the same name and another for another', () => {
  expect(derivedId('Move', 'task-1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(derivedId('Move', 'task-1')).toBe(derivedId('Move', 'task-1'));
  expect(derivedId('Move', 'task-1')).not.toBe(derivedId('Move', 'task-2'));
});
