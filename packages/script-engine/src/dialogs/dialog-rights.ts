import { CarusoError } from '@caruso/core-service-manager/contract';
import type { ObjectRef, Principal } from '@caruso/core-service-manager/contract';
import type { DialogRecord } from './dialog-record.js';

const staff: readonly string[] = ['agent', 'supervisor', 'administrator'];

export function isStaff(principal: Principal): boolean {
  return (
    principal.kind === 'system' || (principal.kind === 'user' && principal.roles.some((role) => staff.includes(role)))
  );
}

export function sameObject(a: ObjectRef | null | undefined, b: ObjectRef | null | undefined): boolean {
  return Boolean(a && b && a.class === b.class && a.key === b.key);
}

/** Staff reach every dialog, a customer those about herself. */
export function mayReach(principal: Principal, dialog: Pick<DialogRecord, 'customer'>): boolean {
  return isStaff(principal) || (principal.kind === 'customer' && sameObject(principal.customer, dialog.customer));
}

/** The principal of a call; throws `unauthenticated` when there is none. */
export function demandPrincipal(principal: Principal | undefined): Principal {
  if (!principal) throw new CarusoError('unauthenticated', 'Dialogs are led by somebody: the call names no principal');
  return principal;
}

/** Throws `not-found` for a dialog out of reach, so that its being there stays unknown. */
export function demandReach(principal: Principal, dialog: DialogRecord | null, id: string): DialogRecord {
  if (!dialog || !mayReach(principal, dialog))
    throw new CarusoError('not-found', `There is no dialog ${id}`, { dialog: id });
  return dialog;
}

/** Throws `conflict` when somebody else leads the dialog. */
export function demandLead(principal: Principal, dialog: DialogRecord): void {
  if (principal.kind === 'system' || principal.id === dialog.owner.id) return;
  throw new CarusoError('conflict', `${dialog.owner.name} leads this dialog: take it over first`, {
    dialog: dialog.id,
    owner: dialog.owner.id,
  });
}
