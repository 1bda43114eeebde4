import type { z } from 'zod';
import type { Check } from '../calls/operation-target.js';

/** Throws a TypeError, so that the wrong answer is in the provider's log: its program is wrong. */
export function answerCheck(schema: z.ZodType, operation: string): Check {
  return (answer) => {
    const checked = schema.safeParse(answer);
    if (checked.success) return checked.data;
    throw new TypeError(`The answer of ${operation} is not what its contract says: ${checked.error.message}`);
  };
}
