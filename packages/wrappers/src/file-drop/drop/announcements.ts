/** Tells every listener of the stream what happens from now on. */
export interface Announcements<A> {
  tell(news: A): void;
  listen(signal: AbortSignal): AsyncGenerator<A>;
}

/** A listener that does not read loses the oldest news first. */
const kept = 1000;

export function announcements<A>(): Announcements<A> {
  const listeners = new Set<(news: A) => void>();
  return {
    tell: (news) => {
      for (const listener of listeners) listener(news);
    },
    listen: async function* (signal) {
      const waiting: A[] = [];
      let arrived = Promise.withResolvers<void>();
      const hear = (news: A): void => {
        waiting.push(news);
        if (waiting.length > kept) waiting.shift();
        arrived.resolve();
      };
      const end = (): void => arrived.resolve();
      listeners.add(hear);
      signal.addEventListener('abort', end);
      try {
        while (!signal.aborted) {
          yield* waiting.splice(0);
          if (signal.aborted) return;
          if (waiting.length === 0) await arrived.promise;
          arrived = Promise.withResolvers();
        }
      } finally {
        listeners.delete(hear);
        signal.removeEventListener('abort', end);
      }
    },
  };
}
