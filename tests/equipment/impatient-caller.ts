import type { Caller } from './sipp-caller.js';

/** Someone who knows what comes presses her customer number and her choice without waiting for the end of the prompts. */
export async function chooseAtOnce(caller: Caller, number: string, choice: string): Promise<void> {
  await caller.ear.hearsSound();
  await caller.dial(number);
  caller.ear.forget();
  await caller.ear.hearsSound();
  await caller.dial(choice);
}
