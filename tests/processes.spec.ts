// Parts of an application in processes of their own: started in any order, killed, started again; wrong use of --only; metrics.
import type { ServiceInfo } from '@caruso/core-service-manager/contract';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiClient } from './equipment/api-client.js';
import { copyUtilityVertical, repository, utilityVertical } from './equipment/application-copy.js';
import type { ApplicationCopy } from './equipment/application-copy.js';
import { caruso, carusoCommand, carusoJson } from './equipment/command-line.js';
import { freeTcpPort, freeUdpPort } from './equipment/free-port.js';
import { startNatsServer } from './equipment/nats-server.js';
import type { NatsServer } from './equipment/nats-server.js';
import { startProcess } from './equipment/owned-process.js';
import type { OwnedProcess } from './equipment/owned-process.js';
import { has, isBuilt } from './equipment/prerequisites.js';
import { until } from './equipment/until.js';

const metricsToken = 'of-the-tests-0123456789';

describe.skipIf(!isBuilt)('--only, used wrongly,', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'caruso-data-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('says that app.yaml must tell how the processes find each other', async () => {
    const { code, output } = await caruso('run', utilityVertical, '--only', 'comm-server', '--data', dataDir);
    expect(code).toBe(1);
    expect(output).toMatch(/nats: \{ servers: \[nats:\/\//);
  });

  it('names the components there are when one is not among them', async () => {
    const copy = await copyUtilityVertical((yaml) => yaml.setIn(['nats'], { servers: ['nats://127.0.0.1:1'] }));
    const { code, output } = await caruso('run', copy.dir, '--only', 'comm-sever', '--data', dataDir);
    await copy.remove();
    expect(code).toBe(1);
    expect(output).toMatch(/comm-sever/);
    expect(output).toMatch(/comm-server/);
  });
});

describe.skipIf(!isBuilt || !has.natsServer)('an application in three processes', () => {
  let nats: NatsServer;
  let copy: ApplicationCopy;
  let dataDir: string;
  let url: string;
  let ports: readonly string[];
  const running = new Map<string, OwnedProcess>();
  const parts = {
    data: 'storage-manager,business-objects,script-engine,work-manager,reporting,comm-server',
    billing: 'billing',
    pages: 'mail,outage-feed,demo-mailbox,web-server',
  } as const;
  type Part = keyof typeof parts;

  function start(part: Part): OwnedProcess {
    const args = carusoCommand('run', copy.dir, '--data', dataDir, ...ports, '--only', parts[part]);
    const process_ = startProcess(process.execPath, args, {
      cwd: repository,
      env: { ...process.env, METRICS_TOKEN: metricsToken },
    });
    running.set(part, process_);
    return process_;
  }
  const ready = (part: Part): Promise<unknown> =>
    until(`${part} to be ready`, () => running.get(part)?.output().includes('is ready') === true, { withinMs: 40_000 });
  const overdue = async (): Promise<number> => {
    const ana = await apiClient(url, 'ana');
    return (await ana.send('GET', '/api/screens/customer-folder/100077/service/overdue')).status;
  };

  beforeAll(async () => {
    nats = await startNatsServer();
    copy = await copyUtilityVertical((yaml) => {
      yaml.setIn(['nats'], { servers: [nats.url] });
      yaml.setIn(['metrics'], { token: '${METRICS_TOKEN}' });
    });
    dataDir = await mkdtemp(path.join(tmpdir(), 'caruso-data-'));
    const port = await freeTcpPort();
    url = `http://127.0.0.1:${port}`;
    ports = ['--port', `${port}`, '--sip-port', `${await freeUdpPort()}`];
  });
  afterAll(async () => {
    await Promise.all([...running.values()].map((each) => each.end()));
    await copy?.remove();
    await nats?.remove();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('may be started in any order: the pages wait for the data, and say so', { timeout: 60_000 }, async () => {
    start('pages');
    start('billing');
    await until(
      'the pages to say for what they wait',
      () => /nobody provides .*storage/.test(running.get('pages')?.output() ?? ''),
      {
        withinMs: 20_000,
      },
    );
    start('data');
    await Promise.all([ready('data'), ready('billing'), ready('pages')]);
    expect(await overdue()).toBe(200);
  });

  it('shows in one list what runs where', async () => {
    const services = await carusoJson<readonly ServiceInfo[]>(
      'services',
      '--json',
      '--dir',
      copy.dir,
      '--data',
      dataDir,
    );
    const placeOf = (contract: string) => services.find((one) => one.contract === contract)?.place;
    expect(placeOf('web-server')).toBe('here');
    expect(placeOf('billing')).toBe('remote');
    expect(new Set(services.map(({ process: id }) => id)).size).toBe(3);
  });

  it(
    'goes on when one process is killed, says what is missing, and has it again when it is back',
    { timeout: 60_000 },
    async () => {
      await running.get('billing')?.end('SIGKILL');
      const ana = await apiClient(url, 'ana');
      const answer = await ana.send<{ readonly error: { readonly code: string } }>(
        'GET',
        '/api/screens/customer-folder/100077/service/overdue',
      );
      expect(answer.status).toBe(503);
      expect(['no-provider', 'unavailable']).toContain(answer.body.error.code);
      expect((await ana.send('GET', '/api/objects/Customer/100077')).status).toBe(200);
      start('billing');
      await ready('billing');
      await until('the service to be back', async () => (await overdue()) === 200);
    },
  );

  it('goes on when the process with the data was killed and is back', { timeout: 60_000 }, async () => {
    await running.get('data')?.end('SIGKILL');
    start('data');
    await ready('data');
    await until('the data to be back', async () => (await overdue()) === 200, { withinMs: 20_000 });
  });

  it('gives Prometheus its figures, to nobody without the token', async () => {
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    const headers = { authorization: `Bearer ${metricsToken}` };
    expect((await fetch(`${url}/api/users`, { headers })).status).toBe(401);
    const answer = await fetch(`${url}/metrics`, { headers });
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; .*version=0\.0\.4/);
    const text = await answer.text();
    expect(text).toMatch(/^caruso_calls_total\{service="billing",[^}]*operation="overdue",[^}]*outcome="ok"\} [1-9]/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  });
});
