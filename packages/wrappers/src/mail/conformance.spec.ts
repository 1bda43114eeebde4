import type { AddressInfo } from 'node:net';
import { componentConformance } from '@caruso/core-service-manager/conformance';
import { SMTPServer } from 'smtp-server';
import { afterAll } from 'vitest';
import mail from './component.js';

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    stream.resume();
    stream.on('end', () => done(null, 'kept as 1'));
  },
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const { port } = server.server.address() as AddressInfo;
const settings = { url: `smtp://127.0.0.1:${port}`, from: 'service@lumina.example.com', name: 'Lumina' };

componentConformance({
  component: mail,
  settings,
  calls: [{ operation: 'send', input: { to: 'maria@example.com', subject: 'Your move', text: 'It is registered.' } }],
  brokenSettings: [
    { settings: { ...settings, from: '' }, names: 'from' },
    { settings: { ...settings, url: 'smtp://lumina:literal@127.0.0.1' }, names: 'url' },
  ],
});
