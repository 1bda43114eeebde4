import { Command, InvalidArgumentError } from 'commander';
import path from 'node:path';
import { check } from './commands/check.js';
import { newComponent } from './commands/new-component.js';
import { report } from './commands/report.js';
import { parsePort, run } from './commands/run.js';
import {
  addService,
  callService,
  describeService,
  listServices,
  replaceService,
  rollbackService,
  stopService,
} from './commands/services.js';
import type { ChangeOptions } from './commands/services.js';
import { addUser, changePassword, changeRoles, listUsers } from './commands/user.js';

/** The command line. Each action hands its exit code to `done`. */
export function createProgram(done: (exitCode: number) => void): Command {
  const program = new Command('caruso')
    .description('A component framework for customer front offices')
    .version('0.1.0')
    .showHelpAfterError('(caruso --help shows what there is)')
    .showSuggestionAfterError();
  const act =
    <A extends readonly unknown[]>(action: (...args: A) => Promise<number>) =>
    async (...args: A): Promise<void> =>
      done(await action(...args));

  program
    .command('run')
    .description('start an application; GET /healthz answers 200 when it is ready')
    .argument('[dir]', 'folder of the application', '.')
    .option('--port <n>', 'HTTP port, 0 for a free one (default: 8080)', port)
    .option('--host <address>', 'address the HTTP server binds to (default: 127.0.0.1)')
    .option('--sip-port <n>', 'SIP port, 0 for a free one (default: as in app.yaml)', port)
    .option('--data <dir>', 'folder for all state (default: .caruso in the application)')
    .option(
      '--only <names>',
      'components to run here, with commas; web-server is the one with the pages. The rest over NATS',
      list,
    )
    .action(
      act((dir: string, options: { port?: number; host?: string; sipPort?: number; data?: string; only?: string[] }) =>
        run({
          dir,
          port: options.port,
          host: options.host,
          sipPort: options.sipPort,
          dataDir: options.data,
          only: options.only,
        }),
      ),
    );

  program
    .command('check')
    .description('find all mistakes in the files of an application: file:line:column, what is wrong, what to do')
    .argument('[dir]', 'folder of the application', '.')
    .option('--json', 'machine-readable', false)
    .action(act((dir: string, options: { json: boolean }) => check(dir, options)));

  program
    .command('new')
    .description('make something new')
    .command('component')
    .description('the folder of a new component, with its contract and tests')
    .argument('<name>', 'small letters, digits and hyphens')
    .option('--dir <dir>', 'its folder (default: one of its name, here)')
    .action(act((name: string, options: { dir?: string }) => newComponent(name, options)));

  const script = program.command('script').description('dialog scripts');
  script
    .command('check')
    .description('find all mistakes in one script of an application')
    .argument('<file>', 'the script; its application is the folder above scripts/')
    .option('--json', 'machine-readable', false)
    .action(
      act((file: string, options: { json: boolean }) =>
        check(path.join(path.dirname(path.resolve(file)), '..'), { json: options.json, file }),
      ),
    );

  const services = connected(
    program
      .command('services')
      .description('the services of the running application, with version and health')
      .option('--json', 'machine-readable', false),
  );
  services.action(act((options: ConnectedOptions & { json: boolean }) => listServices(options)));
  services
    .command('describe')
    .description('print the contract of a service')
    .argument('<name>')
    .option('--typescript', 'as a TypeScript module with typed schemas')
    .action(
      act((name: string, _options: unknown, command: Command) =>
        describeService(name, command.optsWithGlobals<ConnectedOptions & { json: boolean; typescript?: boolean }>()),
      ),
    );
  const settings = [
    '--settings <file>',
    'YAML or JSON file with the settings (replace: default those that are in use)',
  ] as const;
  const drain = ['--drain <seconds>', 'how long calls under way may go on (default: 30)', seconds] as const;
  services
    .command('replace')
    .description(
      'put another version of a component in service while everything runs; the old one stays if the new one is not fit',
    )
    .argument('<name>', 'of the component, as `caruso services` lists it')
    .argument('<spec>', 'a folder, a .js or .tgz file, or an npm package (name@version)')
    .option(...drain)
    .option(...settings)
    .action(
      act((name: string, spec: string, _options: unknown, command: Command) =>
        replaceService(name, spec, command.optsWithGlobals<ChangeOptions>()),
      ),
    );
  services
    .command('rollback')
    .description('put the version before the last replacement back')
    .argument('<name>')
    .option(...drain)
    .action(
      act((name: string, _options: unknown, command: Command) =>
        rollbackService(name, command.optsWithGlobals<ChangeOptions>()),
      ),
    );
  services
    .command('add')
    .description('load and start one more component; to keep it, name it in app.yaml too')
    .argument('<spec>', 'a folder, a .js or .tgz file, or an npm package')
    .option('--name <name>', 'name of the instance (default: the component’s own)')
    .option(...settings)
    .option('--rank <n>', 'of several providers the one with the highest rank is taken', Number.parseInt)
    .option('--own-process', 'in a process of its own')
    .action(
      act((spec: string, _options: unknown, command: Command) =>
        addService(
          spec,
          command.optsWithGlobals<ChangeOptions & { name?: string; rank?: number; ownProcess?: boolean }>(),
        ),
      ),
    );
  services
    .command('call')
    .description('call an operation as administrator and print its answer; for trying things out')
    .argument('<name>', 'of the service (its contract)')
    .argument('<operation>')
    .argument('[input]', 'JSON', '{}')
    .action(
      act((name: string, operation: string, input: string, _options: unknown, command: Command) =>
        callService(name, operation, input, command.optsWithGlobals<ConnectedOptions>()),
      ),
    );
  services
    .command('stop')
    .description('let a component end its calls and stop it; those that use it go on without')
    .argument('<name>')
    .action(
      act((name: string, _options: unknown, command: Command) =>
        stopService(name, command.optsWithGlobals<ChangeOptions>()),
      ),
    );

  connected(program.command('report'))
    .description('run a report over the event log (default: today)')
    .argument('<name>', 'e.g. incoming-calls')
    .option('--from <time>', 'inclusive: 2026-11-22 or 2026-11-22T14:00:00Z')
    .option('--to <time>', 'exclusive')
    .option('--format <format>', 'csv, json, html or pdf (default: a table)')
    .action(
      act((name: string, options: ConnectedOptions & { from?: string; to?: string; format?: string }) =>
        report(name, options),
      ),
    );

  const user = program.command('user').description('the people who may sign in');
  connected(user.command('add'))
    .description('add an account; the password is asked for, or read from standard input')
    .argument('<id>', 'sign-in name')
    .requiredOption('--name <name>', 'name of the person')
    .requiredOption('--roles <roles>', 'agent, supervisor, administrator, customer; several with commas', list)
    .option('--customer <number>', 'the customer a self-service account belongs to')
    .action(
      act((id: string, options: ConnectedOptions & { name: string; roles: string[]; customer?: string }) =>
        addUser(
          {
            id,
            name: options.name,
            roles: options.roles as never,
            ...(options.customer === undefined ? {} : { customer: options.customer }),
          },
          options,
        ),
      ),
    );
  connected(user.command('passwd'))
    .description('set a new password')
    .argument('<id>')
    .action(act((id: string, options: ConnectedOptions) => changePassword(id, options)));
  connected(user.command('roles'))
    .description('set the roles')
    .argument('<id>')
    .argument('<roles>', 'several with commas', list)
    .action(act((id: string, roles: string[], options: ConnectedOptions) => changeRoles(id, roles, options)));
  connected(user.command('list'))
    .description('list the accounts')
    .option('--json', 'machine-readable', false)
    .action(act((options: ConnectedOptions & { json: boolean }) => listUsers(options)));

  return program;
}

interface ConnectedOptions {
  readonly dir: string;
  readonly data?: string;
  readonly url?: string;
}

/** Options that tell which application is meant. */
function connected(command: Command): Command {
  return command
    .option('--dir <dir>', 'folder of the application', '.')
    .option('--data <dir>', 'its data folder (default: .caruso in the application)')
    .option('--url <url>', 'a running application elsewhere; its token in CARUSO_TOKEN');
}

function port(value: string): number {
  try {
    return parsePort(value);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function seconds(value: string): number {
  const number = Number(value);
  if (!(number >= 0 && number <= 600)) throw new InvalidArgumentError('It must be 0 to 600 seconds.');
  return number;
}

function list(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
