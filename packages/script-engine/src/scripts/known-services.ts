import type { ServiceDirectory, ServiceOf } from '@caruso/core-service-manager/contract';
import type { KnownServices } from '../rules/rule.js';

/** The services that actions may call, from the directory; null when it does not answer. */
export async function knownServices(directory: ServiceOf<typeof ServiceDirectory>): Promise<KnownServices> {
  try {
    const list = await directory.list({});
    const contracts = [...new Set(list.map(({ contract }) => contract))];
    const described = await Promise.all(contracts.map((contract) => directory.describe({ contract })));
    const operations = new Map(
      described.map(({ id, members }) => [
        id,
        new Set(members.filter(({ kind }) => kind === 'operation').map(({ name }) => name)),
      ]),
    );
    return { operations, complete: false };
  } catch {
    return null;
  }
}

/** Services as a caller lists them who knows all of an application, e.g. from its components' contracts. */
export function listedServices(
  services: readonly { readonly id: string; readonly operations: readonly string[] }[],
): KnownServices {
  return { operations: new Map(services.map(({ id, operations }) => [id, new Set(operations)])), complete: true };
}
