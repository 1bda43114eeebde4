import { encodeValue } from '../wire/encode-message.js';

export interface ValueSender {
  /** `n` more values may be sent. */
  credit(n: number): void;
  /** The reader wants no more. */
  stop(): void;
  /** Settles when the source has ended, failed or been stopped. */
  readonly ended: Promise<void>;
}

/** Reads a stream and sends its values as far as the reader has given credit: a fast source waits for a slow reader. */
export function sendValues(
  i: number,
  source: AsyncIterator<unknown>,
  initialCredit: number,
  send: (text: string) => void,
): ValueSender {
  let credit = initialCredit;
  let stopped = false;
  let wake: (() => void) | undefined;

  function awaken(): void {
    wake?.();
    wake = undefined;
  }

  async function pump(): Promise<void> {
    for (;;) {
      if (credit <= 0 && !stopped) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (stopped) return;
      const { done, value } = await source.next();
      if (done === true || isStopped()) return;
      credit -= 1;
      let text: string;
      try {
        text = encodeValue(i, value);
      } catch (thrown) {
        await source.return?.();
        throw thrown;
      }
      send(text);
    }
  }

  /** Asked anew after each await. */
  const isStopped = (): boolean => stopped;

  return {
    credit(n) {
      credit += n;
      awaken();
    },
    stop() {
      if (stopped) return;
      stopped = true;
      awaken();
      source.return?.().then(undefined, () => undefined);
    },
    ended: pump(),
  };
}
