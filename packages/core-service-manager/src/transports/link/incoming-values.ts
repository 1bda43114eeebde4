const END: IteratorReturnResult<undefined> = { done: true, value: undefined };

interface Reader {
  resolve(result: IteratorResult<unknown>): void;
  reject(error: Error): void;
}

export interface IncomingValues extends AsyncIterator<unknown> {
  push(value: unknown): void;
  /** No more come. What has come is read first. */
  end(error?: Error): void;
}

/**
 * The reading end of a stream over a link. At most `window` values lie here unread: more credit is given when half of them have been taken.
 * `leave` runs when the reader breaks off.
 */
export function createIncomingValues(
  window: number,
  giveCredit: (n: number) => void,
  leave: () => void,
): IncomingValues {
  const unread: unknown[] = [];
  const readers: Reader[] = [];
  let taken = 0;
  let open = true;
  let failure: Error | undefined;

  function countTaken(): void {
    taken += 1;
    if (!open || taken < window / 2) return;
    giveCredit(taken);
    taken = 0;
  }

  function settle({ resolve, reject }: Reader): void {
    const error = failure;
    failure = undefined;
    if (error === undefined) resolve(END);
    else reject(error);
  }

  return {
    push(value) {
      if (!open) return;
      const reader = readers.shift();
      // The other end does not keep to its credit: what is above it is not kept either.
      if (reader === undefined && unread.length >= window) return;
      if (reader === undefined) return void unread.push(value);
      countTaken();
      reader.resolve({ done: false, value });
    },
    end(error) {
      if (!open) return;
      open = false;
      failure = error;
      for (const reader of readers.splice(0)) settle(reader);
    },
    next: () =>
      new Promise((resolve, reject) => {
        if (unread.length > 0) {
          const value = unread.shift();
          countTaken();
          resolve({ done: false, value });
        } else if (open) readers.push({ resolve, reject });
        else settle({ resolve, reject });
      }),
    return() {
      unread.length = 0;
      failure = undefined;
      if (open) {
        open = false;
        leave();
        for (const { resolve } of readers.splice(0)) resolve(END);
      }
      return Promise.resolve(END);
    },
  };
}
