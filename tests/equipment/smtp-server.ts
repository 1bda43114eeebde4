import { SMTPServer } from 'smtp-server';
import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';
import type { AddressInfo } from 'node:net';
import { until } from './until.js';

/** The company's own mail server. */
export interface MailServer {
  readonly url: string;
  received(): readonly Email[];
  /** The first mail to an address. */
  mailTo(address: string, withinMs?: number): Promise<Email>;
  stop(): Promise<void>;
}

export async function startSmtpServer(): Promise<MailServer> {
  let mails: readonly Email[] = [];
  const keep = async (message: Buffer): Promise<void> => {
    mails = [...mails, await PostalMime.parse(message)];
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        keep(Buffer.concat(chunks)).then(() => done(), done);
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received: () => mails,
    mailTo: (address, withinMs = 20_000) =>
      until(`a mail to ${address}`, () => mails.find(({ to }) => to?.some((each) => each.address === address)), {
        withinMs,
      }),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
