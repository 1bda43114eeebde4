import type { ContractDescription, ServiceInfo } from '@caruso/core-service-manager/contract';
import { exitCodes } from '../terminal/exit-codes.js';
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
      one.state,
      one.health,
      String(one.calls.total),
      one.reason ?? '',
    ]);
    print(table(['SERVICE', 'VERSION', 'COMPONENT', 'STATE', 'HEALTH', 'CALLS', 'REASON'], rows));
  }
  return exitCodes.done;
}

/** Prints a contract: its operations with their schemas. */
export async function describeService(
  name: string,
  options: ConnectionOptions & { readonly json: boolean },
): Promise<number> {
  const description = (await callApi(
    assertRunning(await findRunning(options)),
    'GET',
    `/api/services/${encodeURIComponent(name)}`,
  )) as ContractDescription;
  if (options.json) printJson(description);
  else print(inWords(description));
  return exitCodes.done;
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
