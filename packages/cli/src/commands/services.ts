import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { CarusoError, asCarusoError } from '@caruso/core-service-manager/contract';
import type { ContractDescription, ReplacementReport, ServiceInfo } from '@caruso/core-service-manager/contract';
import { componentSpec } from '../terminal/component-spec.js';
import { exitCodeOf, exitCodes } from '../terminal/exit-codes.js';
import { print, printJson, table } from '../terminal/output.js';
import { assertRunning, callApi, findRunning } from '../terminal/running-application.js';
import type { ConnectionOptions } from '../terminal/running-application.js';

/** Lists the services of a running application with version and health. */
export async function listServices(options: ConnectionOptions & { readonly json: boolean }): Promise<number> {
  const services = (await callApi(
    assertRunning(await findRunning(options)),
    'GET',
    '/api/services',
  )) as readonly ServiceInfo[];
  if (options.json) printJson(services);
  else {
    const rows = services.map((one) => [
      one.contract,
      one.contractVersion,
      `${one.component} ${one.componentVersion}`,
      places[one.place],
      one.state,
      one.breaker === 'closed' ? one.health : `${one.health}, breaker ${one.breaker}`,
      String(one.calls.total),
      one.reason ?? '',
    ]);
    print(table(['SERVICE', 'VERSION', 'COMPONENT', 'RUNS', 'STATE', 'HEALTH', 'CALLS', 'REASON'], rows));
  }
  return exitCodes.done;
}

/** Prints a contract: its operations with their schemas. */
export async function describeService(
  name: string,
  options: ConnectionOptions & { readonly json: boolean; readonly typescript?: boolean },
): Promise<number> {
  const description = (await callApi(
    assertRunning(await findRunning(options)),
    'GET',
    `/api/services/${encodeURIComponent(name)}`,
  )) as ContractDescription;
  if (options.typescript === true) {
    const { contractSource } = await import('@caruso/core-service-manager/contract-source');
    print(contractSource(description));
  } else if (options.json) printJson(description);
  else print(inWords(description));
  return exitCodes.done;
}

const places: Readonly<Record<ServiceInfo['place'], string>> = {
  here: 'here',
  'own-process': 'own process',
  remote: 'elsewhere',
};

/** Calls an operation named at run time; its schema checks the input. */
export async function callService(
  name: string,
  operation: string,
  input: string,
  options: ConnectionOptions,
): Promise<number> {
  const path = `/api/services/${encodeURIComponent(name)}/call/${encodeURIComponent(operation)}`;
  const connection = assertRunning(await findRunning(options));
  try {
    printJson(await callApi(connection, 'POST', path, { input: parseJson(input) }, changeMs));
    return exitCodes.done;
  } catch (thrown) {
    const error = asCarusoError(thrown);
    // Whole, for the author who wants to see what callers get: code, details, the words of the system behind.
    printJson({ error: { code: error.code, message: error.message, details: error.details } });
    return exitCodeOf(error);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CarusoError(
      'invalid',
      `The input is no JSON: ${text}`,
      { advice: `Write for example '{"name": "Ana"}'.` },
      { cause },
    );
  }
}

/** Longer than the longest drain: the answer tells what became of it. */
const changeMs = 660_000;

export interface ChangeOptions extends ConnectionOptions {
  readonly json: boolean;
  /** Seconds that calls under way may go on. */
  readonly drain?: number;
  /** A YAML or JSON file. */
  readonly settings?: string;
}

/** Puts another version of a component in service while everything runs. */
export async function replaceService(name: string, spec: string, options: ChangeOptions): Promise<number> {
  return change(options, 'POST', `/api/components/${encodeURIComponent(name)}/replace`, {
    spec: componentSpec(spec),
    ...drainOf(options),
    ...(await settingsOf(options)),
  });
}

export async function rollbackService(name: string, options: ChangeOptions): Promise<number> {
  return change(options, 'POST', `/api/components/${encodeURIComponent(name)}/rollback`, drainOf(options));
}

export async function addService(
  spec: string,
  options: ChangeOptions & { readonly name?: string; readonly rank?: number; readonly ownProcess?: boolean },
): Promise<number> {
  const { name, rank, ownProcess } = options;
  return change(options, 'POST', '/api/components', {
    spec: componentSpec(spec),
    ...(await settingsOf(options)),
    ...(name === undefined ? {} : { name }),
    ...(rank === undefined ? {} : { rank }),
    ...(ownProcess === undefined ? {} : { ownProcess }),
  });
}

export async function stopService(name: string, options: ChangeOptions): Promise<number> {
  return change(options, 'DELETE', `/api/components/${encodeURIComponent(name)}`);
}

async function settingsOf({ settings }: ChangeOptions): Promise<{ settings?: unknown }> {
  if (settings === undefined) return {};
  const text = await readFile(settings, 'utf8').catch((cause: unknown) => {
    throw new CarusoError('invalid', `The settings cannot be read from ${settings}.`, {}, { cause });
  });
  const document = parseDocument(text);
  const [mistake] = document.errors;
  if (mistake !== undefined) throw new CarusoError('invalid', `${settings} is no YAML: ${mistake.message}`);
  return { settings: document.toJS() as unknown };
}

function drainOf({ drain }: ChangeOptions): { drainMs?: number } {
  return drain === undefined ? {} : { drainMs: drain * 1000 };
}

async function change(options: ChangeOptions, method: 'POST' | 'DELETE', path: string, body?: object): Promise<number> {
  const connection = assertRunning(await findRunning(options));
  const report = (await callApi(connection, method, path, body, changeMs)) as ReplacementReport;
  if (options.json) printJson(report);
  else print(reportInWords(report));
  return exitCodes.done;
}

export function reportInWords({ name, from, to, startMs, drainMs, handedOver, stuck }: ReplacementReport): string {
  const changed =
    from === null
      ? `${name} ${to} runs (started in ${startMs} ms).`
      : to === null
        ? `${name} ${from} is stopped (drained in ${drainMs} ms).`
        : `${name} ${to} is in service instead of ${from} (started in ${startMs} ms, the old one drained in ${drainMs} ms).`;
  const state = handedOver.length === 0 ? [] : [`State handed over: ${handedOver.join(', ')}.`];
  const ended = stuck.map(
    ({ operation, ageMs }) => `  ${operation} ran for ${Math.round(ageMs / 1000)} s and was ended`,
  );
  return [
    changed,
    ...state,
    ...(ended.length === 0 ? [] : ['These calls did not end in the time they were given:', ...ended]),
  ].join('\n');
}

function inWords({ id, version, summary, members }: ContractDescription): string {
  const parts = members.map((member) => {
    const schemas =
      member.kind === 'local'
        ? []
        : [`    input   ${JSON.stringify(member.input)}`, `    output  ${JSON.stringify(member.output)}`];
    return [
      `  ${member.name}  (${member.kind}${member.idempotent === true ? ', idempotent' : ''})`,
      `    ${member.summary}`,
      ...schemas,
    ].join('\n');
  });
  return [`${id} ${version}  ${summary}`, '', ...parts].join('\n');
}
