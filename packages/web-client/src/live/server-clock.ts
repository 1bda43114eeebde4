let offset = 0;

/** Waiting times are counted from the server's instants; a workstation's clock may be minutes off. */
export const serverClock = {
  now: (): number => Date.now() + offset,
  /** `at`: the server's time as it was sent just now. Small differences are only the network. */
  set: (at: string): void => {
    const difference = Date.parse(at) - Date.now();
    if (Number.isFinite(difference)) offset = Math.abs(difference) < 1500 ? 0 : difference;
  },
};
