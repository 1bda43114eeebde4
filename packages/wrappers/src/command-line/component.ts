import { createRequire } from 'node:module';
import path from 'node:path';
import { defineComponent } from '@caruso/core-service-manager/contract';
import {
  describedContract,
  describedService,
  noSecrets,
  openSecrets,
  openSystem,
} from '@caruso/core-service-manager/wrapper-kit';
import { findProgram } from './find-program.js';
import { performCommand } from './perform-command.js';
import { commandLineSettings } from './settings.js';
import type { CommandLineSettings } from './settings.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

/** Programs as operations of a contract that stands in the settings. */
export default defineComponent({
  name: 'command-line',
  version,
  summary: 'Makes programs a service: arguments from templates, never through a shell',
  provides: [],
  needs: [],
  settings: commandLineSettings,
  async configure({ settings, appDir }) {
    programsOf(settings, appDir);
    return { provides: [describedContract(settings.contract, settings.operations)] };
  },
  async start({ settings, name, appDir, log }) {
    const contract = describedContract(settings.contract, settings.operations);
    const secrets = settings.traffic?.mode === 'replay' ? noSecrets : openSecrets(appDir);
    const system = openSystem({ name, access: settings, appDir, log, secrets });
    const running = new Set<Promise<unknown>>();
    const perform = performCommand({
      system,
      secrets,
      settings,
      running,
      programs: programsOf(settings, appDir),
      folder: path.resolve(appDir, settings.folder),
      environment: Object.fromEntries(
        Object.entries(settings.environment).map(([key, value]) => [key, secrets.expand(value)]),
      ),
    });
    return {
      provisions: [describedService(name, contract, perform)],
      health: async () => system.health(),
      async stop() {
        await system.close();
        await Promise.allSettled(running);
      },
    };
  },
});

/** A replay needs no program. */
function programsOf({ operations, traffic }: CommandLineSettings, appDir: string): ReadonlyMap<string, string> {
  if (traffic?.mode === 'replay') return new Map();
  return new Map(Object.entries(operations).map(([name, { program }]) => [name, findProgram(program, appDir)]));
}
