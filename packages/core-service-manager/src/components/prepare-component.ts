import { withinTime } from '../clock/within-time.js';
import { describeIssues } from '../schemas/parse-value.js';
import type { ComponentRecord } from './component-record.js';
import type { HostContext } from './host-context.js';
import { placeComponent } from './place-component.js';

const CONFIGURE_LIMIT_MS = 10_000;

/** Whether preparing it takes more than this turn. */
export function takesTime({ component, installed }: ComponentRecord): boolean {
  return installed.ownProcess || component.configure !== undefined;
}

/** All in this turn, for one that takes no time. Throws an Error whose message names each mistake in the settings with its path. */
export function prepareAtOnce(record: ComponentRecord): void {
  parseSettings(record);
}

/** Before its needs are looked at: where it runs, its settings, its contracts. Rejects with an Error whose message is the reason. */
export async function prepareComponent(record: ComponentRecord, host: HostContext): Promise<void> {
  await placeComponent(record, host);
  parseSettings(record);
  await configureComponent(record, host);
}

function parseSettings(record: ComponentRecord): void {
  const parsed = record.component.settings.safeParse(record.installed.settings ?? {});
  if (!parsed.success) throw new Error(describeIssues(parsed.error, 'settings').join('; '));
  record.settings = parsed.data;
}

async function configureComponent(record: ComponentRecord, host: HostContext): Promise<void> {
  const { component, name, settings } = record;
  if (component.configure === undefined) return;
  const { appDir } = host.contextOf(name);
  const configured = await withinTime(
    host.clock,
    CONFIGURE_LIMIT_MS,
    component.configure({ settings, name, appDir }),
    `was not configured within ${CONFIGURE_LIMIT_MS / 1_000} s`,
  );
  record.provides = configured.provides;
  record.needs = configured.needs ?? component.needs;
  record.summary = configured.summary ?? component.summary;
}
