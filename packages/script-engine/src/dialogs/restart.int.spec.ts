import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { staff, startFrontOffice, utilityModels, utilityScripts, vertical } from '../../tests/front-office.js';
import { createReceiver } from '../../tests/receiver.js';
import { until } from '../../tests/until.js';
import type { DialogView } from '../contract/index.js';
import type { Json } from '../definition/definition.js';

const branches = {
  file: 'branches.xml',
  text: readFileSync(new URL('../replay/fixtures/branches.xml', import.meta.url), 'utf8'),
};
const ana = staff('ana', 'agent');

/** Runs a dialog in a process of its own, as far as the answers go, and kills the process as soon as the last answer is acknowledged. */
async function dialogOfKilledProcess(
  start: Readonly<Record<string, Json>>,
  answers: readonly Json[],
): Promise<{ readonly dataDir: string; readonly view: DialogView }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'caruso-killed-'));
  const settings = {
    storage: {
      stores: {
        own: { url: 'sqlite:own.db' },
        billing: { url: 'sqlite:billing.db', schema: 'frozen', load: ['legacy/schema.sql', 'legacy/data.sql'] },
      },
    },
    objects: { models: await utilityModels(), stores: ['own', 'billing'] },
    scripts: { scripts: [branches, ...(await utilityScripts())] },
    principal: ana,
    start,
    answers,
  };
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../../tests/office-to-kill.mjs', import.meta.url)),
      dataDir,
      vertical,
      JSON.stringify(settings),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const gone = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    child.kill('SIGKILL');
    await gone;
    return { dataDir, view: JSON.parse(line) as DialogView };
  }
  throw new Error('The process ended before its dialog stood where it should');
}

describe('after a kill', () => {
  it('a half-answered dialog goes on at the same step, by the edition it was started with', async () => {
    const { dataDir, view } = await dialogOfKilledProcess(
      { script: 'movingHouse', language: 'en', channel: 'agent', customer: { class: 'Customer', key: '100042' } },
      [null, new Date(Date.now() + 864_000_000).toISOString().slice(0, 10), 'keep', 'Rua Nova'],
    );
    const changed = (await utilityScripts()).map(({ file, text }) => ({
      file,
      text: text.replace('version="1"', 'version="2"').replaceAll('House number?', 'Which number?'),
    }));
    const office = await startFrontOffice({ dataDir, scripts: changed });
    const again = await office.scripts.view({ dialog: view.id }, { principal: ana });
    expect(again).toEqual(view);
    expect(again.step).toMatchObject({ node: 'newHouseNumber', text: 'House number?' });
    const next = await office.scripts.answer(
      { dialog: view.id, revision: view.revision, node: 'newHouseNumber', value: '7' },
      { principal: ana },
    );
    expect([next.script.version, next.step.node]).toEqual(['1', 'newPostalCode']);
    await office.stop();
  });

  it('the actions of a dialog at its end are done, each once for a receiver that honours the key, and the dialog ends', async () => {
    // Nobody provides the receiver in the killed process, so its action is still to be done.
    const { dataDir, view } = await dialogOfKilledProcess({ script: 'branches', language: 'en', channel: 'web' }, [
      'short',
      4,
      false,
    ]);
    expect(view.status).toBe('acting');
    const receiver = createReceiver('receiver', 'take');
    const office = await startFrontOffice({ dataDir, scripts: [branches], also: [receiver.component] });
    const ended = await until(
      () => office.scripts.view({ dialog: view.id }, { principal: ana }),
      ({ status }) => status === 'ended',
    );
    expect(ended.actions).toMatchObject([{ id: 'tellOthers', state: 'done' }]);
    expect([...new Set(receiver.calls.map(({ key }) => key))]).toEqual([`${view.id}:tellOthers:1`]);
    expect(receiver.calls).toHaveLength(1);
    await office.stop();
  });
});
