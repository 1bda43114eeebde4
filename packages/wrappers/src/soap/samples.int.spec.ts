import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure, runComponent } from '../rest/fixtures/run-component.js';
import type { RunningWrapper } from '../rest/fixtures/run-component.js';
import soap from './component.js';
import { canonicalXml } from './fixtures/canonical-xml.js';
import { cannedServer } from './fixtures/canned-server.js';
import type { CannedServer } from './fixtures/canned-server.js';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const samples = path.join(process.env['CARUSO_SHARED_DATA'] ?? path.join(repository, '../shared/data'), 'legacy/soap');

/** Requests and responses of real systems, from npm soap's own tests. */
const cases = [
  {
    folder: 'GetSubscription__should_handle_ref_minOccurs_and_maxOccurs',
    operation: 'getSubscription',
    request: 'request.xml',
  },
  {
    folder: 'RetrieveCustomerDetails__returning_a_date_should_parse_the_date',
    operation: 'retrieveCustomerDetails',
    request: 'request.xml',
  },
  // The stored answer is no envelope: what the system really sent.
  {
    folder: 'getAppointmentNumber__should_be_able_to_parse_response',
    operation: 'getAppointmentNumber',
    request: 'reqeust.xml',
    bare: true,
  },
] as const;

let server: CannedServer;
let wrapper: RunningWrapper | undefined;

beforeEach(async () => {
  server = await cannedServer();
});
afterEach(async () => {
  await wrapper?.stop();
  wrapper = undefined;
  await server.close();
});

async function open(folder: string, more: object = {}): Promise<RunningWrapper> {
  const settings = { contract: { id: 'sample' }, wsdl: 'soap.wsdl', endpoint: server.url, ...more };
  wrapper = await runComponent(soap, settings, path.join(samples, folder), 'sample');
  return wrapper;
}

describe.skipIf(!existsSync(samples))('stored exchanges of real SOAP systems [shared data]', () => {
  it.each(cases)('$operation: request and response are as stored', async ({ folder, operation, request, ...more }) => {
    const read = (name: string): Promise<string> => readFile(path.join(samples, folder, name), 'utf8');
    const { call } = await open(folder, 'bare' in more ? { checkAnswers: false } : {});
    server.answer = { text: await read('response.xml') };
    const input: unknown = JSON.parse(await read('request.json'));
    const answer = await call(operation, input);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(JSON.parse(await read('response.json')));
    expect(canonicalXml(server.bodies[0] ?? '')).toEqual(canonicalXml(await read(request)));
  });

  it('an answer that is not as its WSDL says is refused, unless the settings let it through', async () => {
    const { folder, operation } = cases[2];
    const { call } = await open(folder);
    server.answer = { text: await readFile(path.join(samples, folder, 'response.xml'), 'utf8') };
    expect(await failure(call(operation, { id: 353159 }))).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('number'),
    });
  });

  it('a wrong input is refused and the field named', async () => {
    const { call } = await open(cases[2].folder);
    expect(await failure(call('getAppointmentNumber', { id: 'x' }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('id'),
    });
    expect(await failure(call('getAppointmentNumber', { id: 1, other: 2 }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('other'),
    });
    expect(server.bodies).toEqual([]);
  });
});
