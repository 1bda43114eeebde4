import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listen } from 'soap';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failure, runComponent } from '../rest/fixtures/run-component.js';
import type { RunningWrapper } from '../rest/fixtures/run-component.js';
import soap from './component.js';
import { billingWsdl } from './fixtures/billing.wsdl.js';
import { cannedServer } from './fixtures/canned-server.js';
import type { CannedServer } from './fixtures/canned-server.js';

let folder: string;
let server: Server;
let url: string;
let canned: CannedServer;
let wrapper: RunningWrapper | undefined;
const seen: { inputs: unknown[]; headers: unknown[]; http: unknown[] } = { inputs: [], headers: [], http: [] };

/** The billing system: npm soap's own server on loopback. */
const service = {
  BillingService: {
    BillingPort: {
      GetBill: (
        input: { number: string | number },
        _callback: unknown,
        headers: unknown,
        request: { headers: unknown },
      ) => {
        seen.inputs.push(input);
        seen.headers.push(headers);
        seen.http.push(request.headers);
        if (String(input.number) === '404') throw fault('soap:Client', 'BILL UNKNOWN');
        if (String(input.number) === '500') throw fault('soap:Server', 'OUT OF PAPER', { code: 'E-12' });
        const line = [
          { text: 'Water', amount: '10.50' },
          { text: 'Fee & tax <1>', amount: '2.00' },
        ];
        return {
          // As text: the server's library reads a long as a float.
          number: '9007199254740993',
          status: 'OPEN',
          total: '12.50',
          pages: 2,
          reminded: true,
          due: '2026-01-31',
          customer: {
            attributes: { vip: 'true' },
            name: 'João',
            parent: { name: 'Silva & Filhos', parent: { name: 'Holding' } },
            taxNumber: '005',
          },
          line: String(input.number) === '1' ? line.slice(0, 1) : line,
        };
      },
      Pay: (input: unknown) => {
        seen.inputs.push(input);
        return { receipt: 'R-1' };
      },
    },
  },
};

function fault(faultcode: string, faultstring: string, detail?: object): unknown {
  return { Fault: { faultcode, faultstring, ...(detail === undefined ? {} : { detail }), statusCode: 500 } };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'soap-'));
  await writeFile(path.join(folder, 'secrets.env'), 'BILLING_PASSWORD=s3cret\n', { mode: 0o600 });
  server = createServer((_request, response) => void response.writeHead(404).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/billing`;
  await writeFile(path.join(folder, 'billing.wsdl'), billingWsdl(url));
  listen(server, '/billing', service, billingWsdl(url));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  canned = await cannedServer();
  for (const list of Object.values(seen)) list.length = 0;
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

describe('a live SOAP system', () => {
  it('answers in the types of its WSDL, amounts and long numbers as text', async () => {
    const { call } = await open();
    expect(await call('getBill', { number: '9007199254740993', since: '2025-12-01' })).toEqual({
      number: '9007199254740993',
      status: 'OPEN',
      total: '12.50',
      pages: 2,
      reminded: true,
      due: '2026-01-31',
      customer: {
        attributes: { vip: 'true' },
        name: 'João',
        parent: { name: 'Silva & Filhos', parent: { name: 'Holding' } },
        taxNumber: '005',
      },
      line: [
        { text: 'Water', amount: '10.50' },
        { text: 'Fee & tax <1>', amount: '2.00' },
      ],
    });
  });

  it('answers a list also when there is one member', async () => {
    const { call } = await open();
    expect(await call('getBill', { number: 1 })).toMatchObject({ line: [{ text: 'Water', amount: '10.50' }] });
  });

  it('gets what it is sent, escaped', async () => {
    const { call } = await open();
    const payer = { attributes: { vip: true }, name: '<b>&"', parent: { name: 'x' }, taxNumber: '7' };
    expect(await call('pay', { number: 7, amount: '12.50', payer })).toEqual({ receipt: 'R-1' });
    expect(seen.inputs[0]).toMatchObject({
      payer: { attributes: { vip: 'true' }, name: '<b>&"', parent: { name: 'x' }, taxNumber: '7' },
    });
  });

  it('refuses wrong inputs, with the field named', async () => {
    const { call } = await open();
    expect(await failure(call('pay', { number: 7, amount: 12.5 }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('amount'),
    });
    expect(await failure(call('pay', { number: 7, amount: '1', $xml: '<evil/>' }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('$xml'),
    });
    expect(seen.inputs).toEqual([]);
  });

  it('may give its WSDL itself', async () => {
    const { call } = await open({ wsdl: `${url}?wsdl` });
    expect(await call('pay', { number: 7, amount: '1' })).toEqual({ receipt: 'R-1' });
  });

  it('offers the operations that are chosen, and repeats those that may be', async () => {
    const { provisions } = await open({ only: ['GetBill'], idempotent: ['getBill'] });
    expect(provisions[0]?.contract.members).toMatchObject({ getBill: { idempotent: true } });
    expect(Object.keys(provisions[0]?.contract.members ?? {})).toEqual(['getBill']);
    expect(await failure(open({ only: ['Refund'] }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('Refund'),
    });
    expect(await failure(open({ port: 'Other' }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('BillingPort'),
    });
  });
});

describe('errors of a SOAP system', () => {
  it('blame the request when the fault is the client’s', async () => {
    const { call } = await open();
    expect(await failure(call('getBill', { number: 404 }))).toMatchObject({
      code: 'invalid',
      details: { system: 'billing', kind: 'wrong-request', legacy: { message: 'BILL UNKNOWN', code: 'soap:Client' } },
    });
  });

  it('are a refusal when the fault is the server’s, its detail kept', async () => {
    const { call } = await open();
    expect(await failure(call('getBill', { number: 500 }))).toMatchObject({
      code: 'refused',
      details: { legacy: { message: 'OUT OF PAPER', code: 'soap:Server' }, fault: expect.stringContaining('E-12') },
    });
  });

  it('are read from SOAP 1.2 too', async () => {
    const { call } = await open({ endpoint: canned.url, soapVersion: '1.2' });
    const twelve = (
      code: string,
    ): string => `<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><env:Fault>
      <env:Code><env:Value>env:${code}</env:Value><env:Subcode><env:Value>m:E7</env:Value></env:Subcode></env:Code>
      <env:Reason><env:Text xml:lang="en">No such bill</env:Text></env:Reason></env:Fault></env:Body></env:Envelope>`;
    canned.answer = { status: 400, text: twelve('Sender') };
    expect(await failure(call('getBill', { number: 1 }))).toMatchObject({
      code: 'invalid',
      details: { legacy: { message: 'No such bill', code: 'm:E7' } },
    });
    expect(canned.headers[0]?.['content-type']).toContain('application/soap+xml');
    canned.answer = { status: 500, text: twelve('Receiver') };
    expect(await failure(call('getBill', { number: 1 }))).toMatchObject({ code: 'refused' });
  });

  it('say that it is not there', async () => {
    const { call, health } = await open({ endpoint: 'http://127.0.0.1:1/' });
    expect(await failure(call('getBill', { number: 1 }))).toMatchObject({
      code: 'unavailable',
      details: { kind: 'not-there' },
    });
    expect(await health()).toMatchObject({ status: 'degraded' });
  });

  it.each([
    [503, '<html><body>Maintenance</body></html>', 'unavailable'],
    [401, '', 'refused'],
    [200, '<html>Welcome</html>', 'refused'],
    [200, 'no XML at all', 'refused'],
    [200, '<Envelope', 'refused'],
  ])('with status %i and %s are %s', async (status, text, code) => {
    const { call } = await open({ endpoint: canned.url });
    canned.answer = { status, text };
    expect(await failure(call('getBill', { number: 1 }))).toMatchObject({ code });
  });

  it('include being led elsewhere', async () => {
    const { call } = await open({ endpoint: canned.url });
    canned.answer = { status: 307, text: '', location: url };
    expect(await failure(call('getBill', { number: 1 }))).toMatchObject({ code: 'refused' });
  });
});

describe('recorded SOAP traffic', () => {
  it('answers without the system', async () => {
    const authentication = {
      kind: 'ws-security',
      user: 'caruso',
      password: '${BILLING_PASSWORD}',
      passwordType: 'text',
    };
    const recording = await open({ authentication, traffic: { mode: 'record', file: 'billing.jsonl' } });
    const bill = await recording.call('getBill', { number: 7 });
    const missing = await failure(recording.call('getBill', { number: 404 }));
    await recording.stop();
    expect(await readFile(path.join(folder, 'billing.jsonl'), 'utf8')).not.toContain('s3cret');
    const asked = seen.inputs.length;
    const replaying = await open({
      authentication: { kind: 'bearer', token: '${NOT_SET}' },
      traffic: { mode: 'replay', file: 'billing.jsonl' },
    });
    expect(await replaying.call('getBill', { number: 7 })).toEqual(bill);
    expect(await failure(replaying.call('getBill', { number: 404 }))).toMatchObject({
      code: 'invalid',
      message: missing.message,
    });
    expect(seen.inputs).toHaveLength(asked);
  });
});
