import type { ComponentRecord } from './component-record.js';
import type { HostContext } from './host-context.js';

/**
 * Puts in the place of a component that is to run in a process of its own what stands for it here; it is loaded only there, so that its code
 * is never in this process. Rejects with the reason.
 */
export async function placeComponent(record: ComponentRecord, host: HostContext): Promise<void> {
  const { name, installed } = record;
  if (!installed.ownProcess) return;
  const { source: spec, settings } = installed;
  if (spec === undefined) throw new Error('cannot run in a process of its own: nobody said where it is loaded from');
  const component = await host.describeInOwnProcess({ name, spec, settings });
  record.component = component;
  record.provides = component.provides;
  record.needs = component.needs;
  record.summary = component.summary;
}
