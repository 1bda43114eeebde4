import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, Principal, ServiceOf } from '@caruso/core-service-manager/contract';
import type { DurableTasks, NewEvent, NewTask } from '@caruso/storage-manager/contract';
import type { DialogView } from '../contract/index.js';
import type { Definition } from '../definition/definition.js';
import type { DialogState } from '../replay/dialog-state.js';
import { replay } from '../replay/replay.js';
import type { Settled } from '../replay/replay.js';
import type { ScriptLibrary } from '../scripts/script-library.js';
import { dialogView } from '../views/dialog-view.js';
import { actionTasks } from './action-tasks.js';
import { dialogEvent } from './dialog-events.js';
import { dialogFacts } from './dialog-facts.js';
import { nextStatus } from './dialog-life.js';
import type { LifeEvent } from './dialog-life.js';
import type { DialogRecord } from './dialog-record.js';
import type { DialogStore } from './dialog-store.js';
import type { PinnedData } from './pinned-data.js';
import { settlePath } from './settle-path.js';
import type { Viewers } from './viewers.js';

/** What the operations on dialogs work with. */
export interface DialogDesk {
  readonly store: DialogStore;
  readonly library: ScriptLibrary;
  readonly pinned: PinnedData;
  readonly tasks: ServiceOf<typeof DurableTasks>;
  readonly viewers: Viewers;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** A dialog opened: its script and where its path stands. */
export interface OpenDialog {
  readonly record: DialogRecord;
  readonly definition: Definition;
  readonly standing: Settled;
}

/** The definition a dialog runs by, also after its script was replaced. */
export async function definitionOf(desk: DialogDesk, record: DialogRecord): Promise<Definition> {
  const edition = await desk.library.edition(record.digest, () => desk.store.readScript(record.digest));
  if (!edition)
    throw new CarusoError(
      'conflict',
      `The dialog ${record.id} was led by ${record.script} ${record.version}, which does not fit the objects of this application any more`,
      { dialog: record.id },
    );
  return edition.definition;
}

export async function openDialog(desk: DialogDesk, record: DialogRecord): Promise<OpenDialog> {
  const definition = await definitionOf(desk, record);
  const standing = replay(definition, record.state, dialogFacts(record), desk.clock.now());
  if (standing.kind !== 'turn' && standing.kind !== 'final')
    throw new CarusoError('internal', `The dialog ${record.id} does not stand at a step`, { dialog: record.id });
  return { record, definition, standing };
}

export async function viewOf(desk: DialogDesk, { record, definition, standing }: OpenDialog): Promise<DialogView> {
  const keys = record.state.actions.map(({ key }) => key);
  const tasks = keys.length === 0 ? [] : await desk.tasks.list({ keys, limit: 1000 });
  // The contract's schema fills what has a default when the view leaves the service.
  return dialogView(record, definition, standing, dialogFacts(record), tasks) as DialogView;
}

/** The status after an event; throws `conflict` when the dialog is over. */
export function demandStatus(record: DialogRecord, event: LifeEvent): DialogRecord['status'] {
  const status = nextStatus(record.status, event);
  if (status === null)
    throw new CarusoError('conflict', `The dialog is ${record.status}: it cannot be changed any more`, {
      dialog: record.id,
      status: record.status,
    });
  return status;
}

export interface Progress {
  readonly next: OpenDialog;
  readonly tasks: readonly NewTask[];
  readonly events: readonly NewEvent[];
}

/** Takes a changed state to its next step; at the end of the path the actions become due. */
export async function advance(
  desk: DialogDesk,
  before: DialogRecord,
  definition: Definition,
  state: DialogState,
  principal: Principal,
): Promise<Progress> {
  const now = desk.clock.now();
  const facts = dialogFacts(before);
  const path = await settlePath(definition, state, facts, now, desk.pinned, principal);
  const { standing } = path;
  const due = standing.kind === 'final' ? actionTasks(standing.firings, facts, principal) : [];
  const record: DialogRecord = {
    ...before,
    customer: standing.customer,
    status: demandStatus(before, lifeEvent(standing, due.length)),
    outcome: standing.kind === 'final' ? (standing.node.kind === 'end' ? standing.node.outcome : 'transferred') : null,
    state: { ...path.state, actions: due.map(({ id, task }) => ({ id, key: task.key })) },
    changedAt: new Date(now).toISOString(),
  };
  const events = [
    ...(record.status === 'ended'
      ? [dialogEvent('dialog.ended', record, principal.id, { outcome: record.outcome })]
      : []),
    ...(standing.kind === 'final' && standing.node.kind === 'transfer'
      ? [dialogEvent('dialog.transferred', record, principal.id, { queue: standing.node.queue })]
      : []),
  ];
  return { next: { record, definition, standing }, tasks: due.map(({ task }) => task), events };
}

function lifeEvent(standing: Settled, actions: number): LifeEvent {
  if (standing.kind === 'turn') return { type: 'change' };
  if (standing.node.kind === 'transfer') return { type: 'transfer' };
  return { type: actions > 0 ? 'act' : 'end' };
}
