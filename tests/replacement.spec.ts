// Issue 3: the billing wrapper is replaced while calls go on, in one process and in four over NATS; none is lost, and a version that is
// not fit is refused with the reason.
import type { ReplacementReport, ServiceInfo } from '@caruso/core-service-manager/contract';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiClient } from './equipment/api-client.js';
import type { ApiClient } from './equipment/api-client.js';
import { copyUtilityVertical, utilityVertical } from './equipment/application-copy.js';
import type { ApplicationCopy } from './equipment/application-copy.js';
import { caruso, carusoJson } from './equipment/command-line.js';
import { fourProcesses } from './equipment/front-office.js';
import { startNatsServer } from './equipment/nats-server.js';
import type { NatsServer } from './equipment/nats-server.js';
import { has, isBuilt } from './equipment/prerequisites.js';
import { runApplication } from './equipment/running-application.js';
import type { TestedApplication } from './equipment/running-application.js';
import { callBySipp } from './equipment/sipp-caller.js';
import { until } from './equipment/until.js';

const callers = 16;
/** A customer with overdue invoices. */
const john = '100077';

interface Load {
  /** Versions that answered, in the order of the answers. */
  readonly answers: readonly string[];
  readonly failures: readonly string[];
  end(): Promise<void>;
}

describe.skipIf(!isBuilt || !has.sipp || !has.natsServer).each([
  ['in one process', false],
  ['in four processes over NATS', true],
] as const)('the billing wrapper %s', (_title, apart) => {
  let nats: NatsServer | undefined;
  let copy: ApplicationCopy;
  let app: TestedApplication;
  let ana: ApiClient;
  let place: readonly string[];

  beforeAll(async () => {
    nats = apart ? await startNatsServer() : undefined;
    copy = await copyUtilityVertical((yaml) => {
      if (nats !== undefined) yaml.setIn(['nats'], { servers: [nats.url] });
    });
    // Each version says which it is in the text of the invoice, and takes long enough to be replaced in the middle of a call.
    await version('billing', '1.0.0', '');
    await version('billing-2', '2.0.0', '');
    await version('billing-3', '3.0.0', "throw new Error('The price list of 2027 is missing');");
    app = await runApplication(copy.dir, apart ? fourProcesses : undefined);
    ana = await apiClient(app.url, 'ana');
    place = ['--dir', app.dir, '--data', app.dataDir];
  });
  afterAll(async () => {
    await app?.remove();
    await copy?.remove();
    await nats?.remove();
  });

  async function version(folder: string, number: string, atStart: string): Promise<void> {
    const from = path.join(utilityVertical, 'wrappers', 'billing');
    const to = path.join(copy.dir, 'wrappers', folder);
    await cp(from, to, { recursive: true });
    const manifest = await readFile(path.join(from, 'package.json'), 'utf8');
    await writeFile(path.join(to, 'package.json'), manifest.replace('"version": "1.0.0"', `"version": "${number}"`));
    const code = await readFile(path.join(from, 'component.js'), 'utf8');
    const marked = code
      .replace('`${String(values.year)}/', '`${version} ${String(values.year)}/')
      .replace('const today =', 'await new Promise((resolve) => setTimeout(resolve, 100));\n            const today =')
      .replace('const objects =', `${atStart}\n    const objects =`);
    expect(marked).toContain('`${version} ');
    await writeFile(path.join(to, 'component.js'), marked);
  }

  /** Agents look at the customer's folder, many at once, again and again. */
  function startLoad(): Load {
    const answers: string[] = [];
    const failures: string[] = [];
    let over = false;
    const look = async (): Promise<void> => {
      while (!over) {
        try {
          const { rows } = await ana.get<{ readonly rows: readonly { readonly title: { readonly en: string } }[] }>(
            `/api/screens/customer-folder/${john}/service/overdue`,
          );
          answers.push(/Invoice (\S+) /.exec(rows[0]?.title.en ?? '')?.[1] ?? 'nothing');
        } catch (error) {
          failures.push(String(error));
        }
      }
    };
    const all = Array.from({ length: callers }, look);
    return {
      answers,
      failures,
      end: async () => {
        over = true;
        await Promise.all(all);
      },
    };
  }

  async function billing(): Promise<ServiceInfo | undefined> {
    const services = await carusoJson<readonly ServiceInfo[]>('services', '--json', ...place);
    return services.find(({ contract }) => contract === 'billing');
  }

  it('is replaced by a new version under load, and no call is lost', { timeout: 60_000 }, async () => {
    const caller = await callBySipp({ sipPort: app.sipPort, number: '101' });
    const load = startLoad();
    try {
      await until(
        'calls to be answered by the old version',
        () => load.answers.filter((one) => one === '1.0.0').length > 50,
      );
      const report = await carusoJson<ReplacementReport>(
        'services',
        'replace',
        'billing',
        path.join(copy.dir, 'wrappers', 'billing-2'),
        '--json',
        ...place,
      );
      expect(report).toMatchObject({ name: 'billing', from: '1.0.0', to: '2.0.0', stuck: [] });
      const answered = load.answers.length;
      await until('calls to be answered by the new version', () => load.answers.length > answered + 50);
      // Those that were under way when the report came are among the first.
      expect(new Set(load.answers.slice(answered + callers))).toEqual(new Set(['2.0.0']));
    } finally {
      await load.end();
    }
    expect(load.failures).toEqual([]);
    expect(new Set(load.answers)).toEqual(new Set(['1.0.0', '2.0.0']));
    // The customer on the telephone has noticed nothing either.
    caller.ear.forget();
    await caller.ear.hearsPause();
    await caller.dial(john);
    const sofia = await apiClient(app.url, 'sofia');
    await until('the caller to be known', async () => {
      const { contacts } = await sofia.get<{
        readonly contacts: readonly { readonly customer?: { readonly key: string } }[];
      }>('/api/monitor');
      return contacts.some(({ customer }) => customer?.key === john);
    });
    await caller.hangUp();
    await caller.end();
  });

  it('stays as it is when a new version does not start, and the reason is told', { timeout: 60_000 }, async () => {
    const load = startLoad();
    const refused = await caruso(
      'services',
      'replace',
      'billing',
      path.join(copy.dir, 'wrappers', 'billing-3'),
      ...place,
    );
    await load.end();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('The price list of 2027 is missing');
    expect(load.failures).toEqual([]);
    expect(new Set(load.answers)).toEqual(new Set(['2.0.0']));
    expect(await billing()).toMatchObject({ componentVersion: '2.0.0', state: 'running' });
  });

  it('goes back to the version before with one command', { timeout: 60_000 }, async () => {
    const load = startLoad();
    const { code } = await caruso('services', 'rollback', 'billing', ...place);
    const answered = load.answers.length;
    await until('calls to be answered again', () => load.answers.length > answered + 50);
    await load.end();
    expect(code).toBe(0);
    expect(load.failures).toEqual([]);
    expect(load.answers.at(-1)).toBe('1.0.0');
    expect(await billing()).toMatchObject({ componentVersion: '1.0.0', state: 'running', health: 'up' });
  });

  it('is not found under a name that nothing has', async () => {
    const { code, output } = await caruso(
      'services',
      'replace',
      'biling',
      path.join(copy.dir, 'wrappers', 'billing-2'),
      ...place,
    );
    expect(code).toBe(1);
    expect(output).toMatch(/biling/);
  });
});
