import type { Health, ObjectRef } from '@caruso/core-service-manager/contract';
import type { AgentInfo } from '@caruso/work-manager/contract';
import type { Contact } from '../contacts/contact.js';

/** What carries contacts: embedded SIP, a simulated trunk; later Asterisk, WebRTC, chat. */
export interface ChannelAdapter {
  readonly name: string;
  /** Never rejects because a port or a system is not there: `health` says so. */
  start(): Promise<void>;
  health(): Health;
  stop(): Promise<void>;
}

/** A contact that arrives. */
export interface Arrival {
  readonly medium: string;
  readonly remote: string;
  readonly called?: string;
  readonly language: string;
  readonly simulated: boolean;
}

/** How a contact's first words ended: she wants a person, or her business is done. */
export type Introduction =
  | { readonly kind: 'transfer'; readonly queue: string }
  | { readonly kind: 'end'; readonly outcome: string };

/** Where a channel notes what it learns about a contact meanwhile. */
export interface ContactNotes {
  readonly contact: string;
  dialog(id: string): void;
  said(said: Contact['said']): void;
  /** Resolves when her name is known too. */
  identified(customer: ObjectRef): Promise<void>;
}

/** One contact's connection to the customer. */
export interface CustomerLine {
  /** She hung up, or her side fell silent for good. */
  onHungUp(listener: () => void): void;
  /** We cannot carry her any more. */
  onLost(listener: (reason: string) => void): void;
  /** Who is she, what is it about; ends early when the signal fires. */
  introduce(notes: ContactNotes, signal: AbortSignal): Promise<Introduction>;
  /** She waits: hold music. */
  wait(): void;
  /** Calls the agent. */
  ring(agent: AgentInfo, options: RingOptions): Ring;
  /** The conversation begins. */
  connect(agent: AgentLine): Promise<void>;
  hangUp(): void;
}

export interface RingOptions {
  readonly ringSeconds: number;
  /** Shown on the agent's phone. */
  readonly caller: { readonly number: string; readonly name: string };
}

export type RingOutcome =
  | { readonly kind: 'answered'; readonly line: AgentLine }
  /** `reason`: busy, not-answered, declined, phone-not-registered, unreachable. */
  | { readonly kind: 'failed'; readonly reason: string };

/** An agent who is being called. */
export interface Ring {
  /** Never rejects. */
  readonly outcome: Promise<RingOutcome>;
  cancel(): void;
  /** Absent when the agent has a phone to answer. */
  readonly answer?: () => void;
}

/** The connection to the agent. */
export interface AgentLine {
  onHungUp(listener: (by: 'agent' | 'system') => void): void;
  hangUp(): void;
}
