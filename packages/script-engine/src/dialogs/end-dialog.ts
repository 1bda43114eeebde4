import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Principal } from '@caruso/core-service-manager/contract';
import type { DialogView } from '../contract/index.js';
import type { ChangeInput } from './change-dialog.js';
import { demandStatus, openDialog, viewOf } from './dialog-desk.js';
import type { DialogDesk } from './dialog-desk.js';
import { dialogEvent } from './dialog-events.js';
import type { DialogEventType } from './dialog-events.js';
import { nextStatus } from './dialog-life.js';
import type { DialogRecord } from './dialog-record.js';
import { demandReach } from './dialog-rights.js';

export async function abandonDialog(
  desk: DialogDesk,
  input: { readonly dialog: string; readonly reason: string },
  principal: Principal,
): Promise<DialogView> {
  const found = demandReach(principal, await desk.store.read(input.dialog), input.dialog);
  return keep(desk, { ...found, status: demandStatus(found, { type: 'abandon' }) }, 'dialog.abandoned', principal, {
    reason: input.reason,
    node: (await openDialog(desk, found)).standing.node.id,
  });
}

export async function takeOverDialog(desk: DialogDesk, input: ChangeInput, principal: Principal): Promise<DialogView> {
  const found = demandReach(principal, await desk.store.read(input.dialog), input.dialog);
  demandStatus(found, { type: 'change' });
  if (found.revision !== input.revision)
    throw new CarusoError('conflict', 'The dialog was changed meanwhile: look at it again', {
      dialog: found.id,
      revision: found.revision,
    });
  return keep(desk, { ...found, owner: principal }, 'dialog.taken-over', principal, { from: found.owner.id });
}

/** Runs the failed actions again; those that are done stay done. */
export async function retryActions(desk: DialogDesk, dialog: string, principal: Principal): Promise<DialogView> {
  const found = demandReach(principal, await desk.store.read(dialog), dialog);
  const keys = found.state.actions.map(({ key }) => key);
  const dead = keys.length === 0 ? [] : await desk.tasks.list({ keys, states: ['dead'], limit: 1000 });
  if (dead.length === 0) throw new CarusoError('conflict', 'No action of this dialog has failed', { dialog });
  await Promise.all(dead.map(({ id }) => desk.tasks.retry({ id })));
  const view = await viewOf(desk, await openDialog(desk, found));
  desk.viewers.publish(view);
  return view;
}

/** After a task of a dialog settled: the dialog ends when all its actions are done, and its watchers hear of it in any case. */
export async function settleDialog(desk: DialogDesk, dialog: string): Promise<void> {
  const found = await desk.store.read(dialog);
  if (!found) return;
  const open = await openDialog(desk, found);
  const keys = found.state.actions.map(({ key }) => key);
  const tasks = keys.length === 0 ? [] : await desk.tasks.list({ keys, limit: 1000 });
  const done = keys.every((key) => tasks.some((task) => task.key === key && task.state === 'done'));
  const status = done ? nextStatus(found.status, { type: 'settle' }) : null;
  if (status === null) desk.viewers.publish(await viewOf(desk, open));
  else await keep(desk, { ...found, status }, 'dialog.ended', found.owner, { outcome: found.outcome });
}

async function keep(
  desk: DialogDesk,
  changed: DialogRecord,
  event: DialogEventType,
  actor: Principal,
  data: Parameters<typeof dialogEvent>[3],
): Promise<DialogView> {
  const record: DialogRecord = {
    ...changed,
    revision: changed.revision + 1,
    changedAt: new Date(desk.clock.now()).toISOString(),
  };
  await desk.store.update(record, { events: [dialogEvent(event, record, actor.id, data)] });
  const view = await viewOf(desk, await openDialog(desk, record));
  desk.viewers.publish(view);
  return view;
}
