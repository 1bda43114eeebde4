import { CarusoError } from '../contract/index.js';
import type { ReplacementReport } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';
import type { HostContext } from './host-context.js';

export type StuckCall = ReplacementReport['stuck'][number];

/**
 * Lets the calls in flight of providers that get no new ones end: streams at once (they end cleanly, so that who follows one opens it
 * again at the next provider), operations up to `drainMs` milliseconds. Those that still run then are named, and fail with `unavailable`.
 */
export async function drain(
  providers: readonly Provider[],
  drainMs: number,
  host: HostContext,
): Promise<readonly StuckCall[]> {
  const { inFlight } = host;
  for (const provider of providers) {
    for (const call of inFlight.of(provider)) {
      if (call.kind === 'stream') call.interrupt(stoppedError(provider, call.member));
    }
  }
  await Promise.all(providers.map((provider) => untilIdle(provider, drainMs, host)));
  return providers.flatMap((provider) =>
    inFlight.of(provider).map((call) => {
      const operation = `${provider.contract.id}.${call.member}`;
      const { ageMs } = call;
      provider.log.warn(
        { component: provider.component, operation, ageMs },
        `${operation} still ran when ${provider.component} was stopped`,
      );
      call.interrupt(stoppedError(provider, call.member));
      return { operation, ageMs };
    }),
  );
}

function untilIdle(provider: Provider, ms: number, { clock, hurry }: HostContext): Promise<void> {
  if (provider.calls.inFlight === 0 || ms === 0 || hurry.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const cancel = clock.after(ms, end);
    hurry.addEventListener('abort', end);
    function end(): void {
      cancel();
      hurry.removeEventListener('abort', end);
      provider.whenIdle = undefined;
      resolve();
    }
    provider.whenIdle = end;
  });
}

function stoppedError({ contract, component }: Provider, member: string): CarusoError {
  const operation = `${contract.id}.${member}`;
  return new CarusoError('unavailable', `${component} was stopped while ${operation} ran`, { operation, component });
}
