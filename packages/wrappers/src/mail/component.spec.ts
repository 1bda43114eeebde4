import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServiceManager } from '@caruso/core-service-manager';
import type { Logger, ServiceManager } from '@caruso/core-service-manager/contract';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { Mail } from '../contract/index.js';
import mail from './component.js';

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Receiver {
  readonly port: number;
  readonly received: string[];
}

function refuse(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** A real SMTP server on loopback. */
async function receiver(options: SMTPServerOptions = {}): Promise<Receiver> {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString());
        done(null, 'kept as 1');
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise<void>((resolve) => server.close(resolve)));
  return { port: (server.server.address() as AddressInfo).port, received };
}

/** A server of plain TCP that does with a connection what it likes. */
async function tcpServer(serve: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return (server.address() as AddressInfo).port;
}

async function mailer(url: string, settings: object = {}): Promise<ServiceManager> {
  const manager = createServiceManager({ appDir: '/', dataDir: '/', log: silent });
  closing.push(() => manager.stop());
  const from = { from: 'service@lumina.example', name: 'Lumina' };
  await manager.add([{ component: mail, settings: { url, ...from, timeoutSeconds: 0.5, ...settings } }]);
  return manager;
}

const message = { to: 'maria@example.org', subject: 'A sua mudança', text: 'Olá Maria,\n\naté já.\n' };

describe('mail', () => {
  it('reaches a real server, in UTF-8, with what holiday responders need to keep quiet', async () => {
    const { port, received } = await receiver();
    const manager = await mailer(`smtp://127.0.0.1:${port}`);
    const sent = await manager.use(Mail).send({ ...message, replyTo: 'moves@lumina.example' });
    expect(sent.reply).toBe('250 kept as 1');
    expect(received[0]).toContain('From: Lumina <service@lumina.example>');
    expect(received[0]).toContain('Reply-To: moves@lumina.example');
    expect(received[0]).toContain('Auto-Submitted: auto-generated');
    expect(received[0]).toContain(`Message-ID: ${sent.messageId}`);
    expect(received[0]).toMatch(/Subject: =\?UTF-8\?/);
  });

  it('is one message per idempotency key, also from a process that does not remember the first', async () => {
    const { port, received } = await receiver();
    const [one, other] = [await mailer(`smtp://127.0.0.1:${port}`), await mailer(`smtp://127.0.0.1:${port}`)];
    const options = { idempotencyKey: 'move-7/confirmation' };
    const first = await one.use(Mail).send(message, options);
    expect(await one.use(Mail).send(message, options)).toEqual(first);
    expect(received).toHaveLength(1);
    expect((await other.use(Mail).send(message, options)).messageId).toBe(first.messageId);
    expect((await one.use(Mail).send(message, { idempotencyKey: 'another' })).messageId).not.toBe(first.messageId);
    expect(first.messageId).toMatch(/^<[0-9a-f]{40}@lumina\.example>$/);
  });

  it('signs in with what the environment says, whatever characters it has', async () => {
    const seen: unknown[] = [];
    const { port } = await receiver({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _session, done) {
        seen.push(username, password);
        done(null, { user: username ?? '' });
      },
    });
    process.env['CARUSO_TEST_SMTP_PASSWORD'] = 'p@ss:w/rd%';
    closing.push(async () => delete process.env['CARUSO_TEST_SMTP_PASSWORD']);
    const manager = await mailer(`smtp://lumina:\${CARUSO_TEST_SMTP_PASSWORD}@127.0.0.1:${port}`);
    await manager.use(Mail).send(message);
    expect(seen).toEqual(['lumina', 'p@ss:w/rd%']);
  });

  it('does not start when a variable is not set, and names it', async () => {
    const manager = await mailer('smtp://lumina:${CARUSO_TEST_NOT_SET}@127.0.0.1');
    expect(manager.list().find(({ component }) => component === 'mail')).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('CARUSO_TEST_NOT_SET is not set'),
    });
  });
});

describe('a mail server that refuses', () => {
  it('an address for good makes the call invalid, with the server’s own words', async () => {
    const { port } = await receiver({ onRcptTo: (_address, _session, done) => done(refuse(550, 'no such mailbox')) });
    const manager = await mailer(`smtp://127.0.0.1:${port}`);
    await expect(manager.use(Mail).send(message)).rejects.toMatchObject({
      code: 'invalid',
      details: { reply: '550 no such mailbox', replyCode: 550 },
    });
    expect((await manager.health()).get('mail')).toEqual({ status: 'up' });
  });

  it('for now is unavailable, and up again after the next success', async () => {
    let greylisted = true;
    const { port } = await receiver({
      onRcptTo: (_address, _session, done) => done(greylisted ? refuse(450, 'greylisted, try later') : null),
    });
    const manager = await mailer(`smtp://127.0.0.1:${port}`);
    const options = { idempotencyKey: 'k' };
    await expect(manager.use(Mail).send(message, options)).rejects.toMatchObject({
      code: 'unavailable',
      details: { reply: '450 greylisted, try later' },
    });
    expect((await manager.health()).get('mail')).toMatchObject({
      status: 'degraded',
      reason: expect.stringContaining('greylisted'),
    });
    greylisted = false;
    await expect(manager.use(Mail).send(message, options)).resolves.toMatchObject({ reply: '250 kept as 1' });
    expect((await manager.health()).get('mail')).toEqual({ status: 'up' });
  });

  it('the message itself for good makes the call invalid', async () => {
    const { port } = await receiver({
      onData(stream, _session, done) {
        stream.resume();
        stream.on('end', () => done(refuse(554, 'looks like spam')));
      },
    });
    const manager = await mailer(`smtp://127.0.0.1:${port}`);
    await expect(manager.use(Mail).send(message)).rejects.toMatchObject({
      code: 'invalid',
      details: { reply: '554 looks like spam' },
    });
  });

  it('our sign-in is our trouble, not the receiver’s: it is tried again', async () => {
    const { port } = await receiver({
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(refuse(535, 'wrong password')),
    });
    process.env['CARUSO_TEST_SMTP_PASSWORD'] = 'b';
    closing.push(async () => delete process.env['CARUSO_TEST_SMTP_PASSWORD']);
    const manager = await mailer(`smtp://a:\${CARUSO_TEST_SMTP_PASSWORD}@127.0.0.1:${port}`);
    await expect(manager.use(Mail).send(message)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('does not accept our sign-in'),
    });
  });
});

describe('a mail server that is not there', () => {
  it('because nobody listens is unavailable', async () => {
    const port = await tcpServer(() => undefined);
    await closing.pop()?.();
    const manager = await mailer(`smtp://127.0.0.1:${port}`);
    await expect(manager.use(Mail).send(message)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('because it says nothing is unavailable', async () => {
    const manager = await mailer(`smtp://127.0.0.1:${await tcpServer(() => undefined)}`);
    await expect(manager.use(Mail).send(message)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await manager.health()).get('mail')).toMatchObject({ status: 'degraded' });
  });

  it('because it drips its greeting for ever is unavailable too', async () => {
    const port = await tcpServer((socket) => {
      const timer = setInterval(() => socket.write('220-still here\r\n'), 50);
      socket.on('close', () => clearInterval(timer));
    });
    const manager = await mailer(`smtp://127.0.0.1:${port}`);
    await expect(manager.use(Mail).send(message)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('because the call was cancelled is no fault of the server', async () => {
    const manager = await mailer(`smtp://127.0.0.1:${await tcpServer(() => undefined)}`, { timeoutSeconds: 30 });
    const giveUp = new AbortController();
    const sending = manager.use(Mail).send(message, { signal: giveUp.signal });
    giveUp.abort();
    await expect(sending).rejects.toMatchObject({ code: 'cancelled' });
    expect((await manager.health()).get('mail')).toEqual({ status: 'up' });
  });
});
