import type { BusinessObjects } from '@caruso/business-objects/contract';
import type { CommServer } from '@caruso/comm-server/contract';
import type {
  DynamicInvoke,
  Logger,
  ServiceControl,
  ServiceDirectory,
  ServiceOf,
} from '@caruso/core-service-manager/contract';
import type { Expressions } from '@caruso/expressions/contract';
import type { Reporting } from '@caruso/reporting/contract';
import type { ScriptEngine } from '@caruso/script-engine/contract';
import type { DurableTasks } from '@caruso/storage-manager/contract';
import type { WorkManager } from '@caruso/work-manager/contract';
import type { DemoMailbox } from '@caruso/wrappers/contract';
import type { Accounts } from '../accounts/accounts.js';
import type { ScreenFile } from '../screens/screen-file.js';
import type { MetricsPage } from '../metrics/metrics-page.js';
import type { Sessions } from '../sign-in/sessions.js';

/** Everything the HTTP side talks to: handles of services, found through the service manager. */
export interface Services {
  readonly objects: ServiceOf<typeof BusinessObjects>;
  readonly scripts: ServiceOf<typeof ScriptEngine>;
  readonly work: ServiceOf<typeof WorkManager>;
  readonly comm: ServiceOf<typeof CommServer>;
  readonly reporting: ServiceOf<typeof Reporting>;
  readonly tasks: ServiceOf<typeof DurableTasks>;
  readonly mailbox: ServiceOf<typeof DemoMailbox>;
  readonly directory: ServiceOf<typeof ServiceDirectory>;
  readonly control: ServiceOf<typeof ServiceControl>;
  readonly metrics: MetricsPage;
  /** The application's folder. Absolute. */
  readonly appDir: string;
  /** Its state. Absolute. */
  readonly dataDir: string;
  readonly expressions: ServiceOf<typeof Expressions>;
  readonly invoke: DynamicInvoke;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly screens: ReadonlyMap<string, ScreenFile>;
  readonly application: {
    readonly name: string;
    readonly title: Readonly<Record<string, string>>;
    readonly languages: readonly string[];
    readonly queues: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly customerClass: string;
    readonly hasMailbox: boolean;
  };
  readonly log: Logger;
}
