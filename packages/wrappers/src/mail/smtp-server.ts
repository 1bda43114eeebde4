import type { ServiceOf } from '@caruso/core-service-manager/contract';
import type { Secrets } from '@caruso/core-service-manager/wrapper-kit';
import type { DemoMailbox } from '../contract/index.js';

/** Where messages go. A wrong URL or a secret that is not set is an Error at once, not with the first message. */
export function smtpServer(url: string, mailbox: ServiceOf<typeof DemoMailbox>, secrets: Secrets): () => Promise<URL> {
  if (url === 'demo-mailbox:') {
    return async () => {
      const { host, port } = await mailbox.address({});
      return new URL(`smtp://${host}:${port}`);
    };
  }
  const expanded = secrets.expandAddress(url);
  const server = URL.canParse(expanded) ? new URL(expanded) : undefined;
  if (server?.protocol !== 'smtp:' && server?.protocol !== 'smtps:') {
    throw new Error(`${url} is not an address such as smtp://user:password@host:port`);
  }
  return () => Promise.resolve(server);
}
