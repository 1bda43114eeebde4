import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Principal } from '@caruso/core-service-manager/contract';
import type { NewEvent } from '@caruso/storage-manager/contract';
import type { DialogView } from '../contract/index.js';
import type { Json } from '../definition/definition.js';
import type { DialogState } from '../replay/dialog-state.js';
import { failTry } from '../replay/failed-try.js';
import { giveAnswer } from '../replay/give-answer.js';
import type { Settled } from '../replay/replay.js';
import { reviseStep, stepBack } from '../replay/steps-back.js';
import { advance, demandStatus, openDialog, viewOf } from './dialog-desk.js';
import type { DialogDesk, OpenDialog } from './dialog-desk.js';
import { dialogEvent } from './dialog-events.js';
import { dialogFacts } from './dialog-facts.js';
import { demandLead, demandReach } from './dialog-rights.js';

export interface ChangeInput {
  readonly dialog: string;
  readonly revision: number;
}

interface Change {
  readonly state: DialogState;
  readonly event?: (open: OpenDialog) => NewEvent;
}

/** Reads a dialog, changes its state, takes it to its next step and keeps it: one transaction, refused when somebody was faster. */
async function changeDialog(
  desk: DialogDesk,
  input: ChangeInput,
  principal: Principal,
  change: (open: OpenDialog, now: number) => Change,
): Promise<DialogView> {
  const found = demandReach(principal, await desk.store.read(input.dialog), input.dialog);
  demandStatus(found, { type: 'change' });
  demandLead(principal, found);
  if (found.revision !== input.revision)
    throw new CarusoError('conflict', 'The dialog was changed meanwhile: look at it again', {
      dialog: found.id,
      revision: found.revision,
    });
  const open = await openDialog(desk, found);
  const { state, event } = change(open, desk.clock.now());
  const { next, tasks, events } = await advance(
    desk,
    { ...found, revision: found.revision + 1 },
    open.definition,
    state,
    principal,
  );
  await desk.store.update(next.record, {
    tasks,
    events: event ? [{ ...event(next), actor: principal.id }, ...events] : events,
  });
  const view = await viewOf(desk, next);
  desk.viewers.publish(view);
  return view;
}

export function answerStep(
  desk: DialogDesk,
  input: ChangeInput & { readonly node: string; readonly value: Json },
  principal: Principal,
): Promise<DialogView> {
  return changeDialog(desk, input, principal, ({ record, standing }, now) => {
    const turn = demandTurn(standing, input.node);
    const given = giveAnswer(record.state, turn, dialogFacts(record), input.value, now);
    const { node } = turn;
    if (!given.accepted || node.kind !== 'question') return { state: given.state };
    const value: Readonly<Record<string, Json>> = node.private ? {} : { value: given.value };
    return {
      state: given.state,
      event: (next) => dialogEvent('dialog.answered', next.record, principal.id, { node: node.id, ...value }),
    };
  });
}

export function missInput(
  desk: DialogDesk,
  input: ChangeInput & { readonly node: string },
  principal: Principal,
): Promise<DialogView> {
  return changeDialog(desk, input, principal, ({ record, standing }) => {
    const { node, key } = demandTurn(standing, input.node);
    if (node.kind !== 'question' || record.channel !== 'voice')
      throw new CarusoError('invalid', 'Only a question on the telephone can go unanswered', { node: input.node });
    return { state: failTry(record.state, node, key, { reason: 'noinput' }, true) };
  });
}

export function goBack(desk: DialogDesk, input: ChangeInput, principal: Principal): Promise<DialogView> {
  return changeDialog(desk, input, principal, ({ record, standing }) => {
    const state = stepBack(record.state, standing, dialogFacts(record));
    if (!state)
      throw new CarusoError('conflict', 'This is the first step: there is none before it', { dialog: record.id });
    return { state };
  });
}

export function reviseAnswer(
  desk: DialogDesk,
  input: ChangeInput & { readonly node: string },
  principal: Principal,
): Promise<DialogView> {
  return changeDialog(desk, input, principal, ({ record, standing }) => {
    const state = reviseStep(record.state, standing, dialogFacts(record), input.node);
    if (!state)
      throw new CarusoError('conflict', `“${input.node}” is not on the way so far`, {
        dialog: record.id,
        node: input.node,
      });
    return { state, event: (next) => dialogEvent('dialog.revised', next.record, principal.id, { node: input.node }) };
  });
}

function demandTurn(standing: Settled, node: string): Extract<Settled, { kind: 'turn' }> {
  if (standing.kind === 'turn' && standing.node.id === node) return standing;
  throw new CarusoError('conflict', `The dialog is at “${standing.node.id}”, not at “${node}”`, {
    node: standing.node.id,
  });
}
