import { readFileSync } from 'node:fs';
import { CarusoError } from '@caruso/core-service-manager/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { customer, staff, startFrontOffice, utilityScripts } from '../../tests/front-office.js';
import type { FrontOffice } from '../../tests/front-office.js';
import { createReceiver } from '../../tests/receiver.js';
import { until } from '../../tests/until.js';
import type { DialogView } from '../contract/index.js';
import type { Json } from '../definition/definition.js';

const branches = {
  file: 'branches.xml',
  text: readFileSync(new URL('../replay/fixtures/branches.xml', import.meta.url), 'utf8'),
};
const receiver = createReceiver('receiver', 'take');
const ana = { principal: staff('ana', 'agent') };
const ben = { principal: staff('ben', 'agent') };
const maria = { principal: customer(100042) };
const john = { principal: customer(100077) };
let office: FrontOffice;
beforeAll(async () => {
  office = await startFrontOffice({ scripts: [branches, ...(await utilityScripts())], also: [receiver.component] });
});
afterAll(() => office.stop());
beforeEach(() => {
  receiver.calls.length = 0;
});

const start = (): Promise<DialogView> =>
  office.scripts.start({ script: 'branches', language: 'en', channel: 'web' }, ana);
const answer = (view: DialogView, value: Json, caller = ana): Promise<DialogView> =>
  office.scripts.answer({ dialog: view.id, revision: view.revision, node: view.step.node, value }, caller);
const toEnd = async (view: DialogView): Promise<DialogView> =>
  answer(await answer(await answer(view, 'short'), 4), false);
const status = (id: string, wanted: (view: DialogView) => boolean): Promise<DialogView> =>
  until(() => office.scripts.view({ dialog: id }, ana), wanted);

describe('actions', () => {
  it('are done once, with their arguments nested and null left out', async () => {
    const view = await toEnd(await start());
    await status(view.id, (now) => now.status === 'ended');
    expect(receiver.calls).toEqual([
      { key: `${view.id}:tellOthers:1`, principal: 'ana', input: { what: { kind: 'short', amount: 4 } } },
    ]);
  });

  it('that fail for a moment are tried again under the same key', async () => {
    receiver.failures.push(new CarusoError('unavailable', 'not now'));
    const view = await toEnd(await start());
    await status(view.id, (now) => now.status === 'ended');
    expect(receiver.calls.map(({ key }) => key)).toEqual([`${view.id}:tellOthers:1`, `${view.id}:tellOthers:1`]);
  });

  it('that are refused keep the dialog acting, are shown, and can be tried again', async () => {
    receiver.failures.push(new CarusoError('invalid', 'no such kind'));
    const view = await toEnd(await start());
    const failed = await status(view.id, ({ actions }) => actions[0]?.state === 'failed');
    expect(failed).toMatchObject({
      status: 'acting',
      actions: [{ title: 'Tell the others', error: expect.stringContaining('no such kind') }],
    });
    await office.scripts.retryActions({ dialog: view.id }, ana);
    expect((await status(view.id, (now) => now.status === 'ended')).actions).toMatchObject([{ state: 'done' }]);
    await expect(office.scripts.retryActions({ dialog: view.id }, ana)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('are not done when the dialog does not come to its end', async () => {
    const view = await answer(await answer(await start(), 'short'), 4);
    const abandoned = await office.scripts.abandon({ dialog: view.id, reason: 'no time' }, ana);
    expect(abandoned).toMatchObject({ status: 'abandoned', actions: [] });
    expect(await office.tasks.list({ keys: [`${view.id}:tellOthers:1`] })).toEqual([]);
  });
});

describe('two persons', () => {
  it('do not overwrite each other: a stale revision is a conflict', async () => {
    const view = await start();
    const results = await Promise.allSettled([answer(view, 'short'), answer(view, 'long')]);
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(answer(view, 'long')).rejects.toMatchObject({ code: 'conflict', details: { revision: 2 } });
  });

  it('lead a dialog one after the other: the second takes it over', async () => {
    const view = await start();
    await expect(answer(view, 'short', ben)).rejects.toMatchObject({ code: 'conflict', details: { owner: 'ana' } });
    const taken = await office.scripts.takeOver({ dialog: view.id, revision: view.revision }, ben);
    expect((await answer(taken, 'short', ben)).owner).toBe('ben');
    await expect(answer(taken, 'short', ana)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a customer', () => {
  it('reaches her own dialogs and nobody else’s', async () => {
    const own = await office.scripts.start({ script: 'meterReading', language: 'en', channel: 'web' }, maria);
    expect(await office.scripts.view({ dialog: own.id }, maria)).toEqual(own);
    await expect(office.scripts.view({ dialog: own.id }, john)).rejects.toMatchObject({ code: 'not-found' });
    await expect(office.scripts.abandon({ dialog: own.id, reason: '' }, john)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await office.scripts.dialogs({}, maria)).map(({ id }) => id)).toContain(own.id);
    expect(await office.scripts.dialogs({}, john)).toEqual([]);
    expect(await office.scripts.dialogs({ customer: { class: 'Customer', key: '100042' } }, john)).toEqual([]);
  });

  it('starts none for somebody else, and none on the agent’s screen', async () => {
    await expect(
      office.scripts.start(
        { script: 'meterReading', language: 'en', channel: 'web', customer: { class: 'Customer', key: '100077' } },
        maria,
      ),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      office.scripts.start({ script: 'meterReading', language: 'en', channel: 'agent' }, maria),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('and anybody is needed: a call for nobody is refused', async () => {
    await expect(office.scripts.start({ script: 'branches', language: 'en', channel: 'web' })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    await expect(office.scripts.dialogs({})).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('a dialog', () => {
  it('is not started without its customer, in a strange language or on a channel it is not for', async () => {
    await expect(
      office.scripts.start({ script: 'movingHouse', language: 'en', channel: 'agent' }, ana),
    ).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      office.scripts.start({ script: 'branches', language: 'pt', channel: 'web' }, ana),
    ).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      office.scripts.start({ script: 'branches', language: 'en', channel: 'agent' }, ana),
    ).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      office.scripts.start(
        { script: 'movingHouse', language: 'en', channel: 'agent', customer: { class: 'Customer', key: '1' } },
        ana,
      ),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is seen by those who watch it as it changes', async () => {
    const view = await start();
    const watching = new AbortController();
    const seen: DialogView[] = [];
    const watch = (async () => {
      for await (const next of office.scripts.changed({ dialog: view.id }, { ...ben, signal: watching.signal })) {
        seen.push(next);
        if (seen.length === 2) break;
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = await answer(view, 'short');
    await answer(second, 3);
    await watch;
    expect(seen.map(({ revision, step }) => [revision, step.node])).toEqual([
      [2, 'amount'],
      [3, 'again'],
    ]);
  });

  it('keeps its script when a new edition is loaded, and a new one takes the new edition', async () => {
    const view = await start();
    const text = branches.text.replace('version="1"', 'version="2"').replace('How much?', 'Which amount?');
    expect(await office.scripts.load({ files: [{ file: 'branches.xml', text }] })).toEqual({
      loaded: ['branches'],
      findings: [],
    });
    expect((await answer(view, 'short')).step.text).toBe('How much?');
    const fresh = await answer(await start(), 'short');
    expect([fresh.script.version, fresh.step.text]).toEqual(['2', 'Which amount?']);
  });

  it('has a running script left as it is when a new edition has mistakes', async () => {
    const broken = await office.scripts.load({
      files: [{ file: 'branches.xml', text: branches.text.replace('to="tell"', 'to="toll"') }],
    });
    expect(broken).toMatchObject({
      loaded: [],
      findings: [{ rule: 'script/unknown-node', line: 20 }, { rule: 'script/unreachable-node' }],
    });
    expect((await start()).step.node).toBe('kind');
  });
});
