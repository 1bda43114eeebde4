import { createMachine, transition } from 'xstate';
import type { z } from 'zod';
import type { dialogStatusSchema } from '../contract/index.js';

export type DialogStatus = z.infer<typeof dialogStatusSchema>;

export type LifeEvent =
  | { readonly type: 'change' }
  /** The path came to an `end` whose way has actions. */
  | { readonly type: 'act' }
  | { readonly type: 'end' }
  | { readonly type: 'transfer' }
  /** All actions are done. */
  | { readonly type: 'settle' }
  | { readonly type: 'abandon' };

/**
 * The life cycle of a dialog; the script's own graph is not in it. Used as a pure function of (status, event): no actor runs, so
 * nothing has to be restored after a restart, and no timer or invocation can be lost or doubled.
 */
const dialogLife = createMachine({
  id: 'dialog',
  initial: 'asking',
  types: {} as { events: LifeEvent },
  states: {
    asking: { on: { change: 'asking', act: 'acting', end: 'ended', transfer: 'transferred', abandon: 'abandoned' } },
    acting: { on: { settle: 'ended' } },
    ended: { type: 'final' },
    transferred: { type: 'final' },
    abandoned: { type: 'final' },
  },
});

/** The status after an event; null when the status does not allow it. */
export function nextStatus(status: DialogStatus, event: LifeEvent): DialogStatus | null {
  const snapshot = dialogLife.resolveState({ value: status });
  if (!snapshot.can(event)) return null;
  return transition(dialogLife, snapshot, event)[0].value as DialogStatus;
}
