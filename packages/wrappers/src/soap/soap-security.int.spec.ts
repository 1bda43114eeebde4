import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failure, runComponent } from '../rest/fixtures/run-component.js';
import type { RunningWrapper } from '../rest/fixtures/run-component.js';
import soap from './component.js';
import { billingWsdl } from './fixtures/billing.wsdl.js';
import { cannedServer } from './fixtures/canned-server.js';
import type { CannedServer } from './fixtures/canned-server.js';

const url = 'http://127.0.0.1:1/billing';
let folder: string;
let canned: CannedServer;
let wrapper: RunningWrapper | undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'soap-security-'));
  await writeFile(path.join(folder, 'secrets.env'), 'BILLING_PASSWORD=s3cret\n', { mode: 0o600 });
  await writeFile(path.join(folder, 'billing.wsdl'), billingWsdl(url));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  canned = await cannedServer();
});
afterEach(async () => {
  await wrapper?.stop();
  wrapper = undefined;
  await canned.close();
});

async function open(more: object = {}): Promise<RunningWrapper> {
  wrapper = await runComponent(soap, { contract: { id: 'billing' }, wsdl: 'billing.wsdl', ...more }, folder, 'billing');
  return wrapper;
}

describe('document type declarations', () => {
  const evil = '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/hostname">]>';

  it('are refused in answers', async () => {
    const { call } = await open({ endpoint: canned.url });
    canned.answer = {
      text: `<?xml version="1.0"?>\n<!-- x -->${evil}<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><PayResponse><receipt>&file;</receipt></PayResponse></soap:Body></soap:Envelope>`,
    };
    expect(await failure(call('pay', { number: 1, amount: '1' }))).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('document type'),
    });
  });

  it('are refused in a WSDL and in what it imports', async () => {
    const wsdl = billingWsdl(url);
    await writeFile(path.join(folder, 'evil.wsdl'), wsdl.replace('?>', `?>${evil}`));
    expect(await failure(open({ wsdl: 'evil.wsdl' }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('document type'),
    });
    const importing = (location: string): string =>
      wsdl.replace(
        'elementFormDefault="qualified">',
        `elementFormDefault="qualified"><xsd:include schemaLocation="${location}"/>`,
      );
    await writeFile(path.join(folder, 'evil.xsd'), `${evil}<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"/>`);
    await writeFile(path.join(folder, 'importing.wsdl'), importing('evil.xsd'));
    expect(await failure(open({ wsdl: 'importing.wsdl' }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('document type'),
    });
    await writeFile(path.join(folder, 'elsewhere.wsdl'), importing('http://localhost:1/x.xsd'));
    await writeFile(
      path.join(folder, 'copy.xsd'),
      '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:other"/>',
    );
    const copied = await open({ wsdl: 'elsewhere.wsdl', imports: { 'http://localhost:1/x.xsd': 'copy.xsd' } });
    expect(Object.keys(copied.provisions[0]?.contract.members ?? {})).toEqual(['getBill', 'pay']);
    await copied.stop();
    expect(await failure(open({ wsdl: 'elsewhere.wsdl' }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('imports'),
    });
    await writeFile(path.join(folder, 'outside.wsdl'), importing('..%2f..%2fetc%2fhostname'));
    expect(await failure(open({ wsdl: 'outside.wsdl' }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('outside'),
    });
  });
});

describe('showing a SOAP system who asks', () => {
  it('with a UsernameToken, its password as a digest', async () => {
    const { call } = await open({
      endpoint: canned.url,
      authentication: { kind: 'ws-security', user: 'caruso', password: '${BILLING_PASSWORD}' },
    });
    await failure(call('getBill', { number: 1 }));
    expect(canned.bodies[0]).toMatch(
      /<wsse:Username>caruso<\/wsse:Username><wsse:Password Type="[^"]*#PasswordDigest">/,
    );
    expect(canned.bodies[0]).toContain('<wsse:Nonce');
    expect(canned.bodies[0]).not.toContain('s3cret');
  });

  it.each([
    [
      { kind: 'basic', user: 'caruso', password: '${BILLING_PASSWORD}' },
      `Basic ${Buffer.from('caruso:s3cret').toString('base64')}`,
    ],
    [{ kind: 'bearer', token: '${BILLING_PASSWORD}' }, 'Bearer s3cret'],
  ])('with %o', async (authentication, header) => {
    const { call } = await open({ endpoint: canned.url, authentication });
    await failure(call('getBill', { number: 1 }));
    expect(canned.headers[0]?.authorization).toBe(header);
  });
});

describe('values in a message', () => {
  it('stay text, also those that look like a CDATA section', async () => {
    const { call } = await open({ endpoint: canned.url });
    const evil = '<![CDATA[x]]></name><taxNumber>0</taxNumber><name><![CDATA[y]]>';
    await failure(call('pay', { number: 1, amount: '1', payer: { name: evil } }));
    expect(new XMLParser({ ignoreAttributes: true, removeNSPrefix: true }).parse(canned.bodies[0] ?? '')).toMatchObject(
      {
        Envelope: { Body: { Pay: { payer: { name: evil } } } },
      },
    );
    const attributes = { vip: true, note: '<![CDATA[ " x="1" ]]>' };
    const wrong = await failure(call('pay', { number: 1, amount: '1', payer: { name: 'A', attributes } }));
    expect(wrong).toMatchObject({ code: 'invalid', message: expect.stringContaining('attribute note') });
    expect(canned.bodies).toHaveLength(1);
  });
});
