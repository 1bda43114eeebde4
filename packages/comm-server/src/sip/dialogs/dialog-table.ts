import type { SipRequest } from '../messages/message.js';
import type { ServerTransaction } from '../transactions/transaction-layer.js';
import { keyOfRequest } from './dialog.js';

/** Who takes the requests of a dialog. */
export interface DialogUser {
  receive(transaction: ServerTransaction): void;
  receiveAck(ack: SipRequest): void;
}

export interface DialogTable {
  add(key: string, user: DialogUser): void;
  remove(key: string): void;
  find(request: SipRequest): DialogUser | null;
  size(): number;
}

export const createDialogTable = (): DialogTable => {
  const users = new Map<string, DialogUser>();
  return {
    add: (key, user) => void users.set(key, user),
    remove: (key) => void users.delete(key),
    find: (request) => users.get(keyOfRequest(request)) ?? null,
    size: () => users.size,
  };
};
