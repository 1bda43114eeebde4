const END: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** An iterator that is opened when `before` is over, if its reader has not left by then. `before` never rejects. */
export function lateIterator(before: Promise<void>, open: () => AsyncIterator<unknown>): AsyncIterator<unknown> {
  let left = false;
  let opened: AsyncIterator<unknown> | undefined;
  return {
    async next() {
      await before;
      if (left) return END;
      opened ??= open();
      return opened.next();
    },
    async return() {
      left = true;
      return opened?.return?.() ?? END;
    },
  };
}
