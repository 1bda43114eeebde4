/** What a listener throws goes to this function, never back into the stack. */
export type ReportError = (error: unknown) => void;

export interface Listeners<Arguments extends readonly unknown[]> {
  add(listener: (...values: Arguments) => void): void;
  call(...values: Arguments): void;
}

const callSafely = <Arguments extends readonly unknown[]>(
  listener: (...values: Arguments) => void,
  values: Arguments,
  report: ReportError,
): void => {
  try {
    listener(...values);
  } catch (error) {
    report(error);
  }
};

/** For events that come any number of times. */
export const createListeners = <Arguments extends readonly unknown[]>(report: ReportError): Listeners<Arguments> => {
  const listeners: ((...values: Arguments) => void)[] = [];
  return {
    add: (listener) => void listeners.push(listener),
    call: (...values) => {
      for (const listener of listeners) callSafely(listener, values, report);
    },
  };
};

/** For an event that comes once: later calls are ignored, and who listens late is told at once. */
export const createOnceListeners = <Arguments extends readonly unknown[]>(
  report: ReportError,
): Listeners<Arguments> => {
  const listeners: ((...values: Arguments) => void)[] = [];
  let happened: Arguments | null = null;
  return {
    add: (listener) => {
      if (happened === null) listeners.push(listener);
      else callSafely(listener, happened, report);
    },
    call: (...values) => {
      if (happened !== null) return;
      happened = values;
      for (const listener of listeners.splice(0)) callSafely(listener, values, report);
    },
  };
};
