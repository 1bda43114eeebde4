import type { Clock, Component, ComponentContext, Logger, Provision, RunningComponent } from '../contract/index.js';
import { createProvider } from '../registry/provider.js';
import type { Provider } from '../registry/provider.js';
import { describeIssues } from '../schemas/parse-value.js';
import { withinTime } from '../clock/within-time.js';

export interface StartedComponent {
  readonly running: RunningComponent;
  readonly providers: readonly Provider[];
}

export interface StartOptions {
  readonly component: Component;
  readonly rawSettings: unknown;
  readonly context: Omit<ComponentContext, 'settings'>;
  readonly clock: Clock;
  readonly limitMs: number;
  readonly log: Logger;
}

/** Parses the settings, starts the component and checks what it provides. Throws an Error whose message is the reason. */
export async function startComponent(options: StartOptions): Promise<StartedComponent> {
  const { component, context, clock, limitMs, log } = options;
  const settings = component.settings.safeParse(options.rawSettings ?? {});
  if (!settings.success) throw new Error(describeIssues(settings.error, 'settings').join('; '));

  const starting = Promise.resolve(component.start({ ...context, settings: settings.data }));
  const late = `did not start within ${limitMs / 1_000} s`;
  let running: RunningComponent;
  try {
    running = await withinTime(clock, limitMs, starting, late);
  } catch (thrown) {
    // One that starts after all must not live on unseen; one that failed has nothing to stop.
    starting.then(
      (tooLate) => tooLate.stop(),
      () => undefined,
    );
    throw thrown;
  }
  try {
    checkProvisions(component, running.provisions);
    return { running, providers: running.provisions.map((made) => createProvider(made, component.name, log)) };
  } catch (thrown) {
    await running.stop();
    throw thrown;
  }
}

function checkProvisions({ provides }: Component, provisions: readonly Provision[]): void {
  const made = new Set(provisions.map(({ contract }) => `${contract.id} ${contract.version}`));
  const declared = new Set(provides.map(({ id, version }) => `${id} ${version}`));
  const missing = [...declared].filter((name) => !made.has(name));
  const extra = [...made].filter((name) => !declared.has(name));
  if (missing.length > 0) throw new Error(`says it provides ${missing.join(', ')} but its start made none`);
  if (extra.length > 0) throw new Error(`made ${extra.join(', ')} which its "provides" does not name`);
}
