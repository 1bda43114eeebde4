import { z } from 'zod';
import { contractDescriptionSchema, serviceInfoSchema } from '../../contract/index.js';
import type { Contract, ContractDescription, ServiceInfo } from '../../contract/index.js';
import { describeContract } from '../../description/describe-contract.js';
import type { Provider } from '../../registry/provider.js';
import { providerKey } from './provider-key.js';
import { remoteDescription } from './remote-contract.js';

const announcedProviderSchema = z.object({
  key: z.string().min(1),
  component: z.string(),
  componentVersion: z.string(),
  rank: z.number().int(),
  contract: contractDescriptionSchema,
});
export type AnnouncedProvider = z.infer<typeof announcedProviderSchema>;

/** All that a process offers the others, each time whole: who missed one message knows everything with the next. */
export const announcementSchema = z.object({
  t: z.literal('here'),
  /** Grows with each announcement of a process. */
  seq: z.number().int().min(1),
  /** The others answer with theirs. */
  enquiry: z.boolean(),
  providers: z.array(announcedProviderSchema),
  /** Undefined: as told before. */
  services: z.array(serviceInfoSchema).optional(),
});
export type Announcement = z.infer<typeof announcementSchema>;

/** The order is that of the registry: the oldest first. */
export function announce(
  seq: number,
  enquiry: boolean,
  providers: readonly Provider[],
  services: readonly ServiceInfo[],
): Announcement {
  return { t: 'here', seq, enquiry, providers: providers.map(describeProvider), services: [...services] };
}

/** A contract is described once: making JSON Schemas of its schemas takes milliseconds. */
const descriptions = new WeakMap<Provider['contract'], AnnouncedProvider['contract']>();

function describeProvider(provider: Provider): AnnouncedProvider {
  const { contract, component, componentVersion, rank } = provider;
  let description = descriptions.get(contract);
  if (description === undefined) {
    // Of a remote contract that is told further (a parent tells its child), the schemas are those received.
    description = remoteDescription(contract) ?? describeForOthers(contract);
    descriptions.set(contract, description);
  }
  return { key: providerKey(provider), component, componentVersion, rank, contract: description };
}

/** With the time limits: who rebuilds the contract from it has the same defaults. */
export function describeForOthers(contract: Contract): ContractDescription {
  const description = describeContract(contract);
  return {
    ...description,
    members: description.members.map((member) => {
      const definition = contract.members[member.name];
      return definition?.kind === 'operation' ? { ...member, timeoutMs: definition.timeoutMs } : member;
    }),
  };
}
