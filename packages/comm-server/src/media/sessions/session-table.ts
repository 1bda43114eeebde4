import type { Session } from './session.js';

/** The open sessions by id, and which two of them talk to each other. */
export interface SessionTable {
  readonly add: (id: string, session: Session) => void;
  readonly find: (id: string) => Session | undefined;
  /** Relays media between two sessions both ways; either leaves a bridge it was in. */
  readonly bridge: (one: string, other: string) => boolean;
  /** Ends the bridge that a session is in, if any. */
  readonly unbridge: (id: string) => void;
  /** Closes and forgets a session; true when there was one. */
  readonly close: (id: string) => boolean;
  readonly all: () => Iterable<Session>;
  readonly count: () => number;
}

export function createSessionTable(): SessionTable {
  const sessions = new Map<string, Session>();
  const partners = new Map<string, string>();

  const unbridge = (id: string): void => {
    const partner = partners.get(id);
    for (const side of partner === undefined ? [] : [id, partner]) {
      partners.delete(side);
      sessions.get(side)?.relayTo(undefined);
    }
  };

  return {
    add: (id, session) => void sessions.set(id, session),
    find: (id) => sessions.get(id),
    bridge(one, other) {
      const first = sessions.get(one);
      const second = sessions.get(other);
      if (first === undefined || second === undefined || first === second) return false;
      unbridge(one);
      unbridge(other);
      partners.set(one, other).set(other, one);
      first.relayTo(second.relay);
      second.relayTo(first.relay);
      return true;
    },
    unbridge,
    close(id) {
      unbridge(id);
      const session = sessions.get(id);
      sessions.delete(id);
      session?.close();
      return session !== undefined;
    },
    all: () => sessions.values(),
    count: () => sessions.size,
  };
}
