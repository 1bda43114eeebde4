import type { LiveMessage } from './cache-changes.js';

export type LineState = 'connecting' | 'open' | 'lost';

export interface LineListener {
  onMessage(message: LiveMessage): void;
  onState(state: LineState): void;
}

const events = ['desk', 'dialog', 'monitor', 'object', 'ping'] as const;
/** The server pings every 20 s; two missed and a bit more is a dead line. */
const silenceMs = 50_000;

/** One line of server-sent events that comes back by itself; returns the function that ends it. */
export function openLine(listener: LineListener): () => void {
  let source: EventSource | undefined;
  let heardAt = Date.now();
  let tries = 0;
  let again: ReturnType<typeof setTimeout> | undefined;

  const connect = (): void => {
    source?.close();
    clearTimeout(again);
    again = undefined;
    heardAt = Date.now();
    const line = new EventSource('/api/live');
    source = line;
    line.addEventListener('open', () => {
      tries = 0;
      heardAt = Date.now();
      listener.onState('open');
    });
    // EventSource reconnects by itself only while the server answers as it should; after a refusal it stays closed.
    line.addEventListener('error', () => {
      listener.onState('lost');
      if (line.readyState === EventSource.CLOSED) retryLater();
    });
    for (const event of events)
      line.addEventListener(event, (message: MessageEvent<string>) => {
        heardAt = Date.now();
        listener.onMessage({ event, data: JSON.parse(message.data) } as LiveMessage);
      });
  };

  const retryLater = (): void => {
    if (again) return;
    tries += 1;
    again = setTimeout(connect, Math.min(30_000, 1000 * 2 ** Math.min(tries, 5)));
  };

  const watch = setInterval(() => {
    if (Date.now() - heardAt < silenceMs || again) return;
    listener.onState('lost');
    connect();
  }, 5000);

  listener.onState('connecting');
  connect();
  return () => {
    clearInterval(watch);
    clearTimeout(again);
    source?.close();
  };
}
