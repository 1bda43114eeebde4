import { systemPrincipal } from '@caruso/core-service-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFrontOffice } from '../../tests/front-office.js';
import type { FrontOffice } from '../../tests/front-office.js';
import type { DialogView } from '../contract/index.js';

const ivr = { principal: systemPrincipal('comm-server') };
let office: FrontOffice;
beforeAll(async () => {
  office = await startFrontOffice();
});
afterAll(() => office.stop());

const ring = (): Promise<DialogView> =>
  office.scripts.start({ script: 'welcome', language: 'en', channel: 'voice', contact: 'c9' }, ivr);
const key = (view: DialogView, digits: string): Promise<DialogView> =>
  office.scripts.answer({ dialog: view.id, revision: view.revision, node: view.step.node, value: digits }, ivr);
const silence = (view: DialogView): Promise<DialogView> =>
  office.scripts.noInput({ dialog: view.id, revision: view.revision, node: view.step.node }, ivr);
const played = (view: DialogView): readonly string[] => view.step.voice?.prompts.map(({ prompt }) => prompt) ?? [];

describe('a caller', () => {
  it('hears the greeting and the first question in one go', async () => {
    const view = await ring();
    expect(view.step.voice).toEqual({
      prompts: [
        { prompt: 'welcome-greeting', text: 'Welcome to Lumina, your energy and water company.' },
        { prompt: 'welcome-customerNumber', text: 'Please enter your six digit customer number.' },
      ],
      digits: 6,
      timeoutSeconds: 6,
      attempt: 1,
    });
  });

  it('who is known chooses a topic by its digit and comes to the queue for it', async () => {
    const asked = await ring();
    expect(asked.customer).toBeUndefined();
    const topic = await key(asked, '100042');
    expect([topic.step.node, topic.step.voice?.digits]).toEqual(['topic', 1]);
    const transferred = await key(topic, '1');
    expect(transferred).toMatchObject({
      status: 'transferred',
      step: { kind: 'transfer', queue: 'moving' },
      customer: { class: 'Customer', key: '100042' },
      path: [
        { node: 'customerNumber', answer: 100042 },
        { node: 'topic', answer: 'moving' },
      ],
    });
  });

  it('who says nothing, then something wrong, then an unknown number, comes to a person', async () => {
    const nothing = await silence(await ring());
    expect([played(nothing), nothing.step.voice?.attempt]).toEqual([
      ['welcome-customerNumber-noinput', 'welcome-customerNumber'],
      2,
    ]);
    const wrong = await key(nothing, '12');
    expect([played(wrong), wrong.step.voice?.attempt]).toEqual([
      ['welcome-customerNumber-nomatch', 'welcome-customerNumber'],
      3,
    ]);
    const unknown = await key(wrong, '999999');
    expect(unknown).toMatchObject({ status: 'transferred', step: { queue: 'general', node: 'unidentified' } });
    expect(played(unknown)).toEqual(['welcome-unidentified']);
  });

  it('with an unknown number hears so and is asked again', async () => {
    const again = await key(await ring(), '999999');
    expect([again.step.node, played(again)]).toEqual([
      'customerNumber',
      ['welcome-unknownNumber', 'welcome-customerNumber'],
    ]);
    expect((await key(again, '100042')).step.node).toBe('topic');
  });
});
