import type { Clock } from '../time/clock.js';
import type { RemoteAddress } from '../transport/remote-address.js';

const quietMs = 1_000;
/** Sources remembered at once: a flood from forged addresses must not fill the memory. */
const mostSources = 1_000;

/** Passes on at most one report a second and source host. */
export const limitReports = (
  clock: Clock,
  report: (reason: string, remote: RemoteAddress) => void,
): ((reason: string, remote: RemoteAddress) => void) => {
  const reportedAt = new Map<string, number>();
  return (reason, remote) => {
    const now = clock.now();
    const before = reportedAt.get(remote.host);
    if (before !== undefined && now - before < quietMs) return;
    if (reportedAt.size >= mostSources) {
      for (const [host, time] of reportedAt) if (now - time >= quietMs) reportedAt.delete(host);
      if (reportedAt.size >= mostSources) return;
    }
    reportedAt.set(remote.host, now);
    report(reason, remote);
  };
};
