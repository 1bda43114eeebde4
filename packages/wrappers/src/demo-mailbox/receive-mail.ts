import type { Logger } from '@caruso/core-service-manager/contract';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import type { Address } from 'postal-mime';
import type { MailboxMessage } from '../contract/demo-mailbox.js';

export interface MailReceiver {
  readonly port: number;
  close(): Promise<void>;
}

const megabyte = 1024 * 1024;

/** A real SMTP server (RFC 5321) on loopback. It says 250 only when the message is kept, so nothing acknowledged is lost. */
export async function receiveMail(options: {
  readonly host: string;
  readonly port: number;
  readonly now: () => number;
  readonly newId: () => string;
  readonly keep: (message: MailboxMessage) => Promise<void>;
  readonly log: Logger;
}): Promise<MailReceiver> {
  const { SMTPServer } = await import('smtp-server');
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: megabyte,
    maxClients: 20,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk);
      });
      stream.on('end', () => {
        if (stream.sizeExceeded) {
          done(Object.assign(new Error('The message is larger than 1 MB'), { responseCode: 552 }));
          return;
        }
        const envelope = {
          from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map(({ address }) => address),
        };
        parse(Buffer.concat(chunks), envelope)
          .then(options.keep)
          .then(() => done())
          .catch((error: unknown) => {
            options.log.warn({ err: error }, 'A mail could not be kept');
            done(Object.assign(new Error('The message could not be kept; try again'), { responseCode: 451 }));
          });
      });
    },
  });
  const parse = async (
    raw: Buffer,
    envelope: { readonly from: string; readonly to: readonly string[] },
  ): Promise<MailboxMessage> => {
    const mail = await PostalMime.parse(raw);
    return {
      id: mail.messageId ?? options.newId(),
      receivedAt: new Date(options.now()).toISOString(),
      from: mail.from === undefined ? envelope.from : addressText(mail.from),
      to: mail.to === undefined ? [...envelope.to] : mail.to.map(addressText),
      subject: mail.subject ?? '',
      text: mail.text ?? '',
    };
  };
  server.on('error', (error) => options.log.warn({ err: error }, 'The demo mailbox has trouble with a connection'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => void server.close(resolve)),
  };
}

function addressText({ name, address }: Address): string {
  if (address === undefined) return name;
  return name === '' ? address : `${name} <${address}>`;
}
