import type { Principal } from '@caruso/core-service-manager/contract';
import type { z } from 'zod';
import type { phoneSchema } from '../contract/index.js';
import type { SipChannel } from '../channels/sip/sip-channel.js';
import { supervises } from '../contacts/contact-rights.js';
import type { PhoneBook } from './phone-book.js';

type Phone = z.infer<typeof phoneSchema>;

/** The phones that the caller may know of: an agent her own, a supervisor all, a customer none. */
export async function phonesFor(
  principal: Principal,
  phones: PhoneBook,
  sip: SipChannel | undefined,
): Promise<Phone[]> {
  if (principal.kind === 'customer') return [];
  const owners = await phones.owners();
  return owners
    .filter(({ user }) => supervises(principal) || user === principal.id)
    .map(({ extension }) => {
      const [binding] = sip?.bindings(extension) ?? [];
      if (binding === undefined) return { extension, registered: false };
      const { source, userAgent, expiresAt } = binding;
      return {
        extension,
        registered: true,
        address: `${source.host}:${source.port}`,
        expiresAt: new Date(expiresAt).toISOString(),
        ...(userAgent === null ? {} : { userAgent }),
      };
    });
}
