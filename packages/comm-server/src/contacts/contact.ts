import type { ObjectRef } from '@caruso/core-service-manager/contract';
import type { ContactState } from '../contract/index.js';

export type EndedBy = 'customer' | 'agent' | 'system';

/** One contact, as it stands. Instants are milliseconds since 1970. */
export interface Contact {
  readonly id: string;
  readonly medium: string;
  readonly direction: 'in' | 'out';
  readonly state: ContactState;
  /** Number or address of the other side. */
  readonly remote: string;
  /** The number or address she chose. */
  readonly called?: string;
  readonly language: string;
  readonly subject?: string;
  readonly customer?: ObjectRef;
  readonly customerName?: string;
  readonly queue?: string;
  readonly agent?: string;
  readonly agentName?: string;
  /** Ids of the dialogs led with her. */
  readonly dialogs: readonly string[];
  readonly said: readonly { readonly node: string; readonly text: string; readonly answerText: string }[];
  readonly receivedAt: number;
  readonly waitingSince?: number;
  readonly connectedAt?: number;
  readonly endedAt?: number;
  readonly disposition?: string;
  readonly note?: string;
  readonly simulated: boolean;
}

const overStates: readonly ContactState[] = ['closed', 'abandoned', 'broken'];

/** Nothing more happens to it. */
export function isOver({ state }: Pick<Contact, 'state'>): boolean {
  return overStates.includes(state);
}

/** Media whose connection dies with the process. */
export const liveMedia: readonly string[] = ['voice', 'simulated'];

/** Whole seconds between two instants; 0 when the first is unknown. */
export function secondsBetween(from: number | undefined, to: number): number {
  return from === undefined ? 0 : Math.max(0, Math.round((to - from) / 1000));
}
