import { Command, InvalidArgumentError } from 'commander';
import path from 'node:path';
import { check } from './commands/check.js';
import { report } from './commands/report.js';
import { parsePort, run } from './commands/run.js';
import { describeService, listServices } from './commands/services.js';
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
    .action(
      act((dir: string, options: { port?: number; host?: string; sipPort?: number; data?: string }) =>
        run({ dir, port: options.port, host: options.host, sipPort: options.sipPort, dataDir: options.data }),
      ),
    );

  program
    .command('check')
    .description('find all mistakes in the files of an application: file:line:column, what is wrong, what to do')
    .argument('[dir]', 'folder of the application', '.')
    .option('--json', 'machine-readable', false)
    .action(act((dir: string, options: { json: boolean }) => check(dir, options)));

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
    .action(
      act((name: string, _options: unknown, command: Command) =>
        describeService(name, command.optsWithGlobals<ConnectedOptions & { json: boolean }>()),
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

function list(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
