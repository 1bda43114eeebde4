import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, staff, startFrontOffice } from '../../tests/front-office.js';
import type { FrontOffice } from '../../tests/front-office.js';
import { createReceiver } from '../../tests/receiver.js';
import { until } from '../../tests/until.js';
import type { DialogView } from '../contract/index.js';
import type { Json } from '../definition/definition.js';

const messages = createReceiver('messages', 'send');
const ana = { principal: staff('ana', 'agent') };
const maria = { principal: customer(100042) };
const mariaRef = { class: 'Customer', key: '100042' };
let office: FrontOffice;
beforeAll(async () => {
  office = await startFrontOffice({ also: [messages.component] });
});
afterAll(() => office.stop());

type Caller = typeof ana | typeof maria;
const answer = (view: DialogView, value: Json, caller: Caller = ana): Promise<DialogView> =>
  office.scripts.answer({ dialog: view.id, revision: view.revision, node: view.step.node, value }, caller);
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function answerAll(view: DialogView, values: readonly Json[], caller: Caller = ana): Promise<DialogView> {
  let now = view;
  for (const value of values) now = await answer(now, value, caller);
  return now;
}

const start = (language = 'en'): Promise<DialogView> =>
  office.scripts.start({ script: 'movingHouse', language, channel: 'agent', customer: mariaRef, contact: 'c1' }, ana);

describe('the agent moves a customer', () => {
  it('all of its scripts are in service', () => {
    expect(office.failures).toEqual([]);
  });

  it('with her name in the text, in the language of the dialog', async () => {
    expect((await start('en')).step).toMatchObject({
      kind: 'info',
      text: expect.stringContaining('“Maria Teixeira, I will help you'),
    });
    expect((await start('pt')).step.text).toContain('«Maria Teixeira, vou ajudar');
  });

  it('and a day in the past is refused with the script’s words, and what was typed stays', async () => {
    const view = await answerAll(await start(), [null, inDays(-1)]);
    expect(view.step).toMatchObject({
      node: 'moveDate',
      problem: 'The day of the move cannot lie in the past.',
      value: inDays(-1),
    });
    expect((await answer(view, inDays(20))).step).toMatchObject({ node: 'contract' });
    expect((await answer(await start().then((fresh) => answer(fresh, null)), inDays(300))).step.problem).toBe(
      'We can plan at most six months ahead.',
    );
  });

  it('by way of her unpaid invoices when the contract ends, and of an adviser when it changes', async () => {
    const ending = await answerAll(await start(), [null, inDays(20), 'end']);
    expect(ending.step).toMatchObject({
      node: 'openInvoices',
      text: 'Invoices not paid yet: 1. They stay due when the contract ends.',
    });
    expect((await answerAll(await start(), [null, inDays(20), 'change'])).step.node).toBe('productAdvice');
    expect((await answerAll(await start(), [null, inDays(20), 'keep'])).step.node).toBe('newStreet');
  });

  it('offers her own meters and refuses a reading below the last one', async () => {
    const atMeter = await answerAll(await start(), [
      null,
      inDays(20),
      'keep',
      'Rua Nova',
      '5',
      '4000-001',
      'Porto',
      true,
    ]);
    expect(atMeter.step.options?.map(({ value }) => value).toSorted()).toEqual(['0010022674', '0030022704']);
    const low = await answerAll(atMeter, ['0030022704', 1]);
    expect(low.step).toMatchObject({
      node: 'reading',
      text: 'What does meter 0030022704 show?',
      problem: expect.stringContaining('572.742'),
    });
  });

  it('can go back and change an answer, and later answers stay', async () => {
    const at = await answerAll(await start(), [null, inDays(20), 'keep', 'Rua Nova', '5', '4000-001', 'Porto', false]);
    expect(at.step).toMatchObject({ node: 'email', value: 'maria.teixeira@example.com' });
    const revised = await office.scripts.revise({ dialog: at.id, revision: at.revision, node: 'newStreet' }, ana);
    expect(revised.step).toMatchObject({ node: 'newStreet', value: 'Rua Nova' });
    const changed = await answer(revised, 'Rua Velha');
    expect(changed.step.node).toBe('email');
    expect(changed.path.find(({ node }) => node === 'newStreet')).toMatchObject({ answer: 'Rua Velha' });
    const back = await office.scripts.back({ dialog: changed.id, revision: changed.revision }, ana);
    expect(back.step).toMatchObject({ node: 'meterKnown', value: false });
    expect(back.path.map(({ node }) => node)).toEqual([
      'moveDate',
      'contract',
      'newStreet',
      'newHouseNumber',
      'newPostalCode',
      'newCity',
    ]);
  });

  it('and at the end the move is written and the confirmation sent, each once, and then the dialog is over', async () => {
    const before = messages.calls.length;
    const done = await answerAll(await start(), [
      null,
      inDays(20),
      'keep',
      'Rua Nova',
      '5',
      '4000-001',
      'Porto',
      true,
      '0030022704',
      600,
      'maria@example.com',
      true,
    ]);
    expect(['acting', 'ended']).toContain(done.status);
    expect(done.step).toMatchObject({
      kind: 'end',
      outcome: 'registered',
      text: expect.stringContaining('maria@example.com'),
    });
    const ended = await until(
      () => office.scripts.view({ dialog: done.id }, ana),
      ({ status }) => status === 'ended',
    );
    expect(ended.actions.map(({ id, state, title }) => [id, state, title])).toEqual([
      ['createMove', 'done', 'Register the move'],
      ['sendConfirmation', 'done', 'Send the confirmation by e-mail'],
    ]);
    const moves = await office.objects.query(
      { class: 'Move', where: [{ attribute: 'dialog', op: '=', value: done.id }] },
      ana,
    );
    expect(moves.objects.map(({ values }) => values)).toEqual([
      expect.objectContaining({
        customer: '100042',
        newStreet: 'Rua Nova',
        meterNumber: '0030022704',
        requestedVia: 'voice',
        contract: 'keep',
        oldAddress: expect.stringContaining('Rua das Flores 12'),
      }),
    ]);
    expect(messages.calls.slice(before)).toEqual([
      {
        key: `${done.id}:sendConfirmation:1`,
        principal: 'ana',
        input: expect.objectContaining({
          medium: 'mail',
          to: 'maria@example.com',
          customer: '100042',
          text: expect.stringMatching(/^Dear Maria Teixeira,\n\nwe have registered/),
        }),
      },
    ]);
    await expect(office.scripts.back({ dialog: done.id, revision: ended.revision }, ana)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('and it is in the log, with the contact and the customer', async () => {
    const view = await answerAll(await start(), [null, inDays(20)]);
    await office.scripts.abandon({ dialog: view.id, reason: 'caller hung up' }, ana);
    const events = await office.events.read({ types: ['dialog.'], contact: 'c1', limit: 10_000 });
    expect(
      events
        .filter(({ data }) => data['dialog'] === view.id)
        .map(({ type, customer: about, actor, data }) => [type, about, actor, data['node'] ?? null]),
    ).toEqual([
      ['dialog.started', '100042', 'ana', null],
      ['dialog.answered', '100042', 'ana', 'moveDate'],
      ['dialog.abandoned', '100042', 'ana', 'contract'],
    ]);
  });
});

describe('the customer moves herself', () => {
  it('with the same script in the words for the web', async () => {
    const view = await office.scripts.start({ script: 'movingHouse', language: 'pt', channel: 'web' }, maria);
    expect(view).toMatchObject({
      customer: mariaRef,
      step: { text: 'Maria, conte-nos a sua mudança. Demora cerca de três minutos.' },
    });
    const done = await answerAll(
      view,
      [null, inDays(10), 'keep', 'Rua Nova', '5', '4000-001', 'Porto', false, 'maria@example.com', true],
      maria,
    );
    expect(done.path.find(({ node }) => node === 'contract')?.answerText).toBe('Acompanha a mudança, sem alterações');
    expect(
      (
        await until(
          () => office.scripts.view({ dialog: done.id }, maria),
          ({ status }) => status === 'ended',
        )
      ).actions.every(({ state }) => state === 'done'),
    ).toBe(true);
    const moves = await office.objects.query(
      { class: 'Move', where: [{ attribute: 'dialog', op: '=', value: done.id }] },
      maria,
    );
    expect(moves.objects.map(({ values }) => [values['requestedVia'], values['meterNumber']])).toEqual([['web', null]]);
  });
});

describe('a meter is read', () => {
  const begin = (): Promise<DialogView> =>
    office.scripts.start({ script: 'meterReading', language: 'en', channel: 'agent', customer: mariaRef }, ana);

  it('and a reading far above what is expected is asked about, and asked again when it was wrong', async () => {
    const sure = await answerAll(await begin(), ['0030022704', 5000]);
    expect(sure.step.node).toBe('sure');
    const again = await answer(sure, false);
    expect(again.step).toMatchObject({ node: 'reading' });
    const done = await answerAll(again, [580, true]);
    await until(
      () => office.scripts.view({ dialog: done.id }, ana),
      ({ status }) => status === 'ended',
    );
    const readings = await office.objects.query(
      { class: 'MeterReading', where: [{ attribute: 'meterNumber', op: '=', value: '0030022704' }] },
      ana,
    );
    expect(
      readings.objects.map(({ values }) => [Number(values['reading']), values['source'], values['customer']]),
    ).toEqual([[580, 'agent', '100042']]);
  });
});
