import { CarusoError, replacementReportSchema, ServiceControl } from '../contract/index.js';
import type { CallContext, Component, ImplementationOf, ReplacementReport } from '../contract/index.js';
import type { ReplacementDesk } from '../replacement/replacement-desk.js';
import { nameOf, sourceOf } from '../loading/component-spec.js';
import { unloadedComponent } from '../loading/unloaded-component.js';
import type { OtherProcesses } from './attach-transports.js';
import { MANAGER_NAME } from './manager-name.js';

/** As `ServiceControl` allows for a change. */
const CHANGE_LIMIT_MS = 600_000;

/** Loads the component that a spec names. */
export type ComponentLoader = (spec: string) => Promise<LoadedComponent>;

export interface LoadedComponent {
  readonly component: Component;
  /** The spec, so that it means the same later and elsewhere: a path is absolute. */
  readonly source: string;
}

export interface ControlSources {
  readonly desk: Pick<
    ReplacementDesk,
    'replace' | 'rollback' | 'remove' | 'install' | 'check' | 'has' | 'runsInOwnProcess'
  >;
  readonly load: ComponentLoader;
  /** Paths in a SPEC are relative to it. Absolute. */
  readonly appDir: string;
  /** The other processes of the application; undefined: there are none. */
  readonly elsewhere: OtherProcesses | undefined;
}

/** Changes of what runs, for administrators. The manager cannot change itself. */
export function createControl({
  desk,
  load,
  appDir,
  elsewhere,
}: ControlSources): ImplementationOf<typeof ServiceControl> {
  /** The code of a component that runs in a process of its own is never loaded here. */
  function loadFor(spec: string, name: string | undefined, ownProcess: boolean): Promise<LoadedComponent> {
    if (!ownProcess) return load(spec);
    const source = sourceOf(spec, appDir);
    return Promise.resolve({ component: unloadedComponent(name ?? nameOf(spec, appDir)), source });
  }

  /** Done here, or in the process in which the component runs. */
  async function atItsPlace(
    operation: 'replace' | 'rollback' | 'remove',
    input: { readonly name: string },
    call: CallContext,
    change: () => Promise<ReplacementReport>,
  ): Promise<ReplacementReport> {
    checkCaller(call);
    const { name } = input;
    checkName(name);
    const there = desk.has(name) ? undefined : elsewhere?.services().find(({ component }) => component === name);
    if (elsewhere === undefined || there === undefined) return change();
    const { principal, signal } = call;
    const options = { signal, timeoutMs: CHANGE_LIMIT_MS, ...(principal === undefined ? {} : { principal }) };
    const answer = await elsewhere.callProcess(there.process, ServiceControl.id, operation, input, options);
    return replacementReportSchema.parse(answer);
  }

  return {
    replace: (input, call) =>
      atItsPlace('replace', input, call, async () => {
        const { name, spec, drainMs, settings } = input;
        // Loading runs its code and may take minutes: not for nothing.
        desk.check(name);
        const loaded = await loadFor(spec, name, desk.runsInOwnProcess(name));
        return desk.replace(name, settings === undefined ? loaded : { ...loaded, settings }, { drainMs });
      }),
    rollback: (input, call) =>
      atItsPlace('rollback', input, call, () => desk.rollback(input.name, { drainMs: input.drainMs })),
    async add({ spec, name, settings, rank = 0, ownProcess }, call) {
      checkCaller(call);
      const { component, source } = await loadFor(spec, name, ownProcess);
      return desk.install({ component, source, settings, rank, ownProcess, name: name ?? component.name });
    },
    remove: (input, call) =>
      atItsPlace('remove', input, call, () => desk.remove(input.name, { drainMs: input.drainMs })),
  };
}

function checkCaller({ principal }: CallContext): void {
  if (principal === undefined) {
    throw new CarusoError('unauthenticated', 'Sign in as an administrator to change what runs');
  }
  if (principal.kind === 'system' || principal.roles.includes('administrator')) return;
  throw new CarusoError('forbidden', `${principal.name} is not an administrator`, { role: 'administrator' });
}

function checkName(name: string): void {
  if (name !== MANAGER_NAME) return;
  throw new CarusoError('conflict', 'The service manager itself cannot be replaced or removed: restart the process', {
    name,
  });
}
