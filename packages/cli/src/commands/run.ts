import { readApplication, runApplication } from '@caruso/app-builder';
import type { RunOptions, RunningApplication } from '@caruso/app-builder';
import { CarusoError } from '@caruso/core-service-manager/contract';
import { countOf, findingText, print } from '../terminal/output.js';
import { exitCodes } from '../terminal/exit-codes.js';

/** How long a start that was told to stop may take to come to its end. */
const startGraceMs = 10_000;

/** Runs an application until SIGINT or SIGTERM. */
export async function run(options: RunOptions): Promise<number> {
  const { application, findings } = await readApplication(options.dir);
  if (application === undefined || findings.length > 0) {
    for (const finding of findings) print(findingText(finding));
    print(`The application was not started: ${countOf(findings)}.`);
    return exitCodes.wrongInput;
  }
  const stopped = untilSignal();
  let started = false;
  // A start that hangs (a disk, a database) must not need a second signal to be given up.
  void stopped.then(() => {
    setTimeout(() => {
      if (!started) process.exit(exitCodes.notThere);
    }, startGraceMs).unref();
  });
  const running = await runApplication(application, options);
  started = true;
  const title = application.app.title['en'] ?? application.app.name;
  print(running.url === null ? partWelcome(title, running) : welcome(title, running));
  await stopped;
  print('Stopping: calls under way are ended.');
  await running.stop();
  return exitCodes.done;
}

/** Of a process without the pages. */
function partWelcome(title: string, { manager, troubles, dataDir }: RunningApplication): string {
  const here = new Set(manager.list().flatMap(({ place, component }) => (place === 'remote' ? [] : [component])));
  return [
    '',
    `${title}: this part is ready:  ${[...here].toSorted().join(', ')}`,
    ...troubleLines(troubles),
    `Data: ${dataDir}   Stop: Ctrl+C`,
    '',
  ].join('\n');
}

function troubleLines(troubles: RunningApplication['troubles']): readonly string[] {
  if (troubles.length === 0) return [];
  const lines = troubles.map(
    ({ contract, component, state, reason }) => `  ${contract} (${component}) ${state}: ${reason ?? 'no reason given'}`,
  );
  return ['Not running:', ...lines, ''];
}

function welcome(title: string, { url, sip, demoAccounts, troubles, dataDir }: RunningApplication): string {
  const lines = ['', `${title} is ready:  ${url}`, ''];
  if (demoAccounts.length > 0) {
    lines.push('Demo accounts (name / password):');
    for (const { id, password, roles, name } of demoAccounts)
      lines.push(`  ${`${id} / ${password}`.padEnd(24)} ${roles.join(', ').padEnd(14)} ${name}`);
    lines.push('');
  }
  if (sip !== null) {
    const shown = sip.host === '0.0.0.0' || sip.host === '::' ? 'THIS-MACHINE' : sip.host;
    lines.push('Place a call with any SIP phone (UDP, no account needed):');
    for (const number of sip.numbers) lines.push(`  sip:${number}@${shown}:${sip.port}`);
    if (demoAccounts.some(({ customer }) => customer !== undefined)) {
      lines.push(
        `  then enter a customer number: ${demoAccounts.flatMap(({ customer, name }) => (customer === undefined ? [] : [`${customer} (${name})`])).join(', ')}`,
      );
    }
    const phones = demoAccounts.filter(({ extension }) => extension !== undefined);
    if (phones.length > 0) {
      lines.push(`Agents' phones register with ${shown}:${sip.port}, user / password:`);
      for (const { extension, phonePassword, name } of phones)
        lines.push(`  ${`${extension} / ${phonePassword ?? '(set one)'}`.padEnd(24)} ${name}`);
    }
    lines.push('');
  }
  lines.push(
    'No phone at hand? Sign in as supervisor or administrator and switch on "Demo calls" on the monitor page:',
  );
  lines.push('simulated callers and agents, marked as simulated, bring the front office to life.', '');
  lines.push(...troubleLines(troubles), `Data: ${dataDir}   Stop: Ctrl+C`, '');
  return lines.join('\n');
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = (): void => {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}

export function parsePort(value: string): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65_535)
    throw new CarusoError('invalid', `"${value}" is no port: a whole number from 0 to 65535 is.`);
  return port;
}
