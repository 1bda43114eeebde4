// What comes in broken is named clearly, and the rest goes on working.
import type {
  ActiveContact,
  BusinessObject,
  DialogView,
  MonitorInfo,
  ObjectPage,
  ServiceInfo,
} from '@caruso/app-builder/contract';
import { createSocket } from 'node:dgram';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiClient } from './equipment/api-client.js';
import type { ApiClient } from './equipment/api-client.js';
import { billingOnPostgres, copyUtilityVertical } from './equipment/application-copy.js';
import type { ApplicationCopy } from './equipment/application-copy.js';
import { caruso } from './equipment/command-line.js';
import { chooseAtOnce } from './equipment/impatient-caller.js';
import { startBillingOnPostgres } from './equipment/postgres.js';
import type { BillingOnPostgres } from './equipment/postgres.js';
import { has, isBuilt } from './equipment/prerequisites.js';
import { runApplication } from './equipment/running-application.js';
import type { TestedApplication } from './equipment/running-application.js';
import { callBySipp } from './equipment/sipp-caller.js';
import type { Caller } from './equipment/sipp-caller.js';
import { until } from './equipment/until.js';

const john = { class: 'Customer', key: '100077' };

describe.skipIf(!isBuilt || !has.sipp)('on the line', () => {
  let app: TestedApplication;
  let caller: Caller;

  beforeAll(async () => {
    app = await runApplication();
    caller = await callBySipp({ sipPort: app.sipPort, number: '101' });
    await caller.ear.hearsSound();
  });
  afterAll(async () => {
    await caller?.end();
    await app?.remove();
  });

  it.each([
    ['noise', randomBytes(400)],
    ['a request without headers', Buffer.from('INVITE sip:100@127.0.0.1 SIP/2.0\r\n\r\n')],
    ['a body shorter than it says', Buffer.from(invite('Content-Length: 9999'))],
    ['a header that never ends', Buffer.from(`INVITE sip:100@127.0.0.1 SIP/2.0\r\nVia: ${'x'.repeat(60_000)}`)],
    ['a CSeq that is none', Buffer.from(invite('CSeq: first INVITE'))],
  ])('a malformed SIP packet (%s) is reported, and calls go on', async (_what, packet) => {
    const before = reports(app, 'A SIP packet could not be read and was ignored');
    // One report a second and source at most.
    await sleep(1050);
    await send(app.sipPort, packet);
    await until(
      'the report of the packet',
      () => reports(app, 'A SIP packet could not be read and was ignored') > before,
    );
    caller.ear.forget();
    const second = await callBySipp({ sipPort: app.sipPort, number: '100' });
    try {
      await second.ear.hearsSound();
      await second.hangUp();
    } finally {
      await second.end();
    }
  });

  it('an RTP flood on the port of her call is reported once, and she hears no gap', async () => {
    const supervisor = await apiClient(app.url, 'sofia');
    const hers = async (): Promise<ActiveContact | undefined> =>
      (await supervisor.get<MonitorInfo>('/api/monitor')).contacts.find(({ customer }) => customer?.key === john.key);
    await caller.hangUp();
    await caller.end();
    caller = await callBySipp({ sipPort: app.sipPort, number: '101' });
    await chooseAtOnce(caller, john.key, '1');
    await until('the hold music', async () => (await hers())?.state === 'waiting');
    const target = caller.ear.source();
    if (target === undefined) throw new Error('the caller has heard nothing yet');
    const flood = createSocket('udp4');
    // A stranger's voice in the negotiated payload type, as fast as it goes.
    const packet = Buffer.alloc(172, 0x2a);
    packet[0] = 0x80;
    packet[1] = 8;
    // A telephone sends all the time. (Until its first packet anybody's counts as hers: RFC 7362 4, she may sit behind a NAT.)
    await caller.speak();
    await sleep(300);
    const begin = caller.ear.packets();
    const end = performance.now() + 2000;
    let sent = 0;
    while (performance.now() < end) {
      for (let burst = 0; burst < 100; burst += 1) {
        packet.writeUInt16BE(sent & 0xffff, 2);
        flood.send(packet, target.port, target.host);
        sent += 1;
      }
      await sleep(1);
    }
    flood.close();
    expect(sent).toBeGreaterThan(10_000);
    // 50 packets a second; the machine of the test is busy with the flood itself, so a tenth may come late.
    expect(caller.ear.packets() - begin).toBeGreaterThan(90);
    const report = 'Too many voice packets on this call';
    await until('the report of the flood', () => reports(app, report) > 0);
    expect(reports(app, report)).toBe(1);
    expect((await hers())?.state).toBe('waiting');
    await caller.hangUp();
  });
});

describe.skipIf(!isBuilt)('in the files', () => {
  let copy: ApplicationCopy;
  let app: TestedApplication;
  let agent: ApiClient;

  beforeAll(async () => {
    copy = await copyUtilityVertical();
    app = await runApplication(copy.dir);
    agent = await apiClient(app.url, 'ana');
  });
  afterAll(async () => {
    await app?.remove();
    await copy?.remove();
  });

  it('a script with mistakes is refused with their places, and the running one stays', async () => {
    const good = await copy.read('scripts/moving-house.xml');
    const broken = good
      .replace('<next to="contract"/>', '<next to="contrakt"/>')
      .replace('On which day do you move?', 'On which day does {customer.firstNaam} move?');
    const line = broken.split('\n').findIndex((each) => each.includes('contrakt')) + 1;
    await copy.write('scripts/moving-house.xml', broken);
    await until('the mistake in the log', () => app.output().includes(`scripts/moving-house.xml:${line}:`));
    const view = await agent.change<DialogView>('POST', '/api/dialogs', {
      script: 'movingHouse',
      language: 'en',
      customer: john,
    });
    expect(view.step.text).toContain('John Carter');
    const checked = await caruso('script', 'check', `${copy.dir}/scripts/moving-house.xml`);
    expect(checked.code).toBe(1);
    expect(checked.output).toMatch(new RegExp(`^scripts/moving-house\\.xml:${line}:\\d+ .*contrakt`, 'm'));
    expect(checked.output).toMatch(/^scripts\/moving-house\.xml:\d+:\d+ .*firstNaam/m);
    await copy.write('scripts/moving-house.xml', good);
  });

  it('a script that is not even XML is refused with its place', async () => {
    await copy.write('scripts/moving-house.xml', '<script id="movingHouse" version="1">\n  <title>Moving</script>\n');
    await until('the mistake in the log', () => /scripts\/moving-house\.xml:2:\d+ /.test(app.output()));
    const scripts = await agent.get<readonly { readonly id: string }[]>('/api/scripts');
    expect(scripts.map(({ id }) => id)).toContain('movingHouse');
    const checked = await caruso('check', copy.dir);
    expect(checked.code).toBe(1);
    expect(checked.output).toMatch(/^scripts\/moving-house\.xml:2:\d+ /m);
  });

  it('three mistakes in app.yaml are all reported with their places, by check and by run', async () => {
    const other = await copyUtilityVertical();
    try {
      const lines = (await other.read('app.yaml'))
        .replace('languages: [en, pt]', 'languages: [en, xx]')
        .replace('schema: frozen', 'schema: frosen')
        .replace('port: 5060', 'port: many')
        .split('\n');
      await other.write('app.yaml', lines.join('\n'));
      const place = (text: string): string => {
        const line = lines.findIndex((each) => each.includes(text));
        return `app.yaml:${line + 1}:${(lines[line] ?? '').indexOf(text.split(' ').at(-1) ?? '') + 1}`;
      };
      const places = [place('xx'), place('schema: frosen'), place('port: many')];
      const checked = await caruso('check', other.dir);
      const refused = await caruso('run', other.dir, '--port', '0', '--sip-port', '0', '--data', `${other.dir}/data`);
      for (const { code, output } of [checked, refused]) {
        expect(code).toBe(1);
        for (const each of places) expect(output).toMatch(new RegExp(`^${each.replaceAll('.', '\\.')}  \\S`, 'm'));
        expect(output.match(/^app\.yaml:\d+:\d+ /gm)).toHaveLength(3);
      }
      expect(refused.output).toContain('The application was not started: 3 mistakes');
    } finally {
      await other.remove();
    }
  });
});

describe.skipIf(!isBuilt || !has.sipp)('while the legacy database is down', () => {
  let postgres: BillingOnPostgres;
  let copy: ApplicationCopy;
  let app: TestedApplication;
  let agent: ApiClient;
  let administrator: ApiClient;

  beforeAll(async () => {
    postgres = await startBillingOnPostgres();
    copy = await copyUtilityVertical(billingOnPostgres(postgres.url));
    app = await runApplication(copy.dir);
    agent = await apiClient(app.url, 'ana');
    administrator = await apiClient(app.url, 'admin');
    await agent.get<ObjectPage>('/api/objects/Customer');
    await postgres.goDown();
  });
  afterAll(async () => {
    await app?.remove();
    await copy?.remove();
    await postgres?.remove();
  });

  it('a question about customers is answered at once with what is the matter', async () => {
    const { status, body } = await agent.send<{ readonly error: { readonly code: string; readonly message: string } }>(
      'GET',
      `/api/objects/Customer/${john.key}`,
    );
    expect(status).toBe(503);
    expect(body.error).toMatchObject({ code: 'unavailable', message: expect.stringMatching(/billing/) as string });
    expect(body.error.message).not.toMatch(/password|ECONN|at .*\.js/);
  });

  it('the services page and the log name it', async () => {
    const troubled = await until('a service with trouble', async () => {
      const services = await administrator.get<readonly ServiceInfo[]>('/api/services');
      return services.find(({ health, reason }) => health !== 'up' && /billing/.test(reason ?? ''));
    });
    expect(troubled.state).toBe('running');
    expect(app.output()).toMatch(/billing/);
    expect(app.output()).not.toContain('password@');
  });

  it('what is the company’s own goes on: contacts, sign-in, work', async () => {
    expect((await agent.get<ObjectPage>('/api/objects/Contact')).objects).toEqual(expect.any(Array));
    await agent.change('POST', '/api/work/me/state', { state: 'paused' });
    expect((await apiClient(app.url, 'ben')).session.principal?.id).toBe('ben');
  });

  it('a caller is not dropped: she waits for a person, without her name', async () => {
    const caller = await callBySipp({ sipPort: app.sipPort, number: '101' });
    try {
      await caller.ear.hearsSound();
      await caller.dial(john.key);
      const supervisor = await apiClient(app.url, 'sofia');
      const waiting = await until(
        'her call to wait',
        async () =>
          (await supervisor.get<MonitorInfo>('/api/monitor')).contacts.find(({ state }) => state === 'waiting'),
        { withinMs: 30_000 },
      );
      expect(waiting.queue).toBe('general');
      expect(waiting.customer).toBeUndefined();
      await caller.hangUp();
    } finally {
      await caller.end();
    }
  });

  it('gets its database back by itself', async () => {
    await postgres.comeBack();
    await until(
      'the customer to be found',
      async () => (await agent.get<BusinessObject>(`/api/objects/Customer/${john.key}`)).title === 'John Carter',
      { withinMs: 30_000, everyMs: 250 },
    );
  });
});

/** How often the application has printed a message. */
function reports(app: TestedApplication, message: string): number {
  return app.output().split(message).length - 1;
}

/** An INVITE with one header put in, in place of the one of the same name. */
function invite(header: string): string {
  const name = header.split(':')[0] ?? '';
  const headers = [
    'Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKbad',
    'From: <sip:a@127.0.0.1>;tag=1',
    'To: <sip:100@127.0.0.1>',
    'Call-ID: bad@127.0.0.1',
    'CSeq: 1 INVITE',
    'Max-Forwards: 70',
    'Content-Length: 0',
  ].filter((each) => !each.startsWith(`${name}:`));
  return ['INVITE sip:100@127.0.0.1 SIP/2.0', ...headers, header, '', 'v=0'].join('\r\n');
}

async function send(port: number, packet: Buffer): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) =>
    socket.send(packet, port, '127.0.0.1', (error) => (error === null ? resolve() : reject(error))),
  );
  socket.close();
}
