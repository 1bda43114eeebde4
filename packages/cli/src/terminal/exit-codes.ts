import type { CarusoError } from '@caruso/core-service-manager/contract';

/** 0 done, 1 the input is wrong, 2 used wrongly, 3 a system it needs does not answer. */
export const exitCodes = { done: 0, wrongInput: 1, wrongUse: 2, notThere: 3 } as const;

export function exitCodeOf(error: CarusoError): number {
  return error.code === 'unavailable' ||
    error.code === 'no-provider' ||
    error.code === 'deadline' ||
    error.code === 'overloaded'
    ? exitCodes.notThere
    : exitCodes.wrongInput;
}
