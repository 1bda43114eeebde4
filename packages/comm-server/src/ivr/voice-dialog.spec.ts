import { createVirtualClock } from '@caruso/core-service-manager';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Logger } from '@caruso/core-service-manager/contract';
import type { DialogStep, DialogView } from '@caruso/script-engine/contract';
import { describe, expect, it } from 'vitest';
import type { Introduction } from '../channels/channel-adapter.js';
import { leadVoiceDialog } from './voice-dialog.js';
import type { VoiceDialogParts } from './voice-dialog.js';

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

const number: DialogStep = {
  node: 'number',
  kind: 'question',
  text: '',
  required: true,
  voice: { prompts: [{ prompt: 'number', text: '' }], digits: 3, timeoutSeconds: 6, attempt: 1 },
};
const retry: DialogStep = {
  ...number,
  voice: { prompts: [{ prompt: 'again', text: '' }], digits: 3, timeoutSeconds: 6, attempt: 2 },
};
const transfer: DialogStep = { node: 't', kind: 'transfer', text: '', required: false, queue: 'moving' };
const end: DialogStep = {
  node: 'e',
  kind: 'end',
  text: '',
  required: false,
  outcome: 'done',
  voice: { prompts: [{ prompt: 'bye', text: '' }], timeoutSeconds: 0, attempt: 1 },
};

/** A caller with a stopwatch: prompts last 5 s, and everything that happens is written down. */
function open(steps: readonly DialogStep[], parts: Partial<VoiceDialogParts> = {}) {
  const clock = createVirtualClock();
  const happened: string[] = [];
  const gone = new AbortController();
  let press = (_digit: string): void => undefined;
  let stopPlay = (): void => undefined;
  let revision = 0;
  const view = (): DialogView => ({
    id: 'd1',
    revision,
    script: { id: 's', version: '1', title: '' },
    language: 'en',
    channel: 'voice',
    status: 'asking',
    owner: 'comm-server',
    path: [],
    step: steps[revision] ?? end,
    canGoBack: false,
    actions: [],
    startedAt: '',
    changedAt: '',
    ...(revision > 0 ? { customer: { class: 'Customer', key: '7' } } : {}),
  });
  const next = async (what: string): Promise<DialogView> => {
    happened.push(what);
    revision += 1;
    return view();
  };
  const outcome: { value?: Introduction } = {};
  const led = leadVoiceDialog(
    {
      engine: {
        start: async () => view(),
        answer: ({ value }) => next(`answer ${JSON.stringify(value)}`),
        noInput: () => next('no input'),
        abandon: ({ reason }) => next(`abandon ${reason}`),
      },
      prompts: { files: async (_language, prompts) => prompts.map(({ prompt }) => prompt) },
      clock,
      log: silent,
      fallbackQueue: 'general',
      ...parts,
    },
    {
      script: 's',
      language: 'en',
      signal: gone.signal,
      notes: {
        contact: 'c1',
        dialog: (id) => void happened.push(`dialog ${id}`),
        said: () => undefined,
        identified: async ({ key }) => void happened.push(`customer ${key}`),
      },
      speech: {
        play: (files) =>
          new Promise((resolve) => {
            happened.push(`play ${files.join(' ')}`);
            const cancel = clock.after(5000, resolve);
            stopPlay = () => {
              cancel();
              resolve();
            };
          }),
        stop: () => {
          happened.push('silence');
          stopPlay();
        },
        onDigit: (listener) => {
          press = listener;
          return () => (press = () => undefined);
        },
      },
    },
  );
  void led.then((value) => (outcome.value = value));
  const dial = (keys: string): void => keys.split('').forEach((key) => press(key));
  const hangUp = (): void => {
    gone.abort();
    stopPlay();
  };
  return { clock, happened, dial, hangUp, outcome };
}

describe('a voice dialog', () => {
  it('stops its prompt at the first key, and takes the number', async () => {
    const { clock, happened, dial, outcome } = open([number, transfer]);
    await clock.advance(1000);
    dial('123');
    await clock.advance(0);
    expect(happened).toEqual(['dialog d1', 'play number', 'silence', 'answer "123"', 'customer 7']);
    expect(outcome.value).toEqual({ kind: 'transfer', queue: 'moving' });
  });

  it('waits for the first key from the end of the prompt on, then tells that none came', async () => {
    const { clock, happened } = open([number, transfer]);
    await clock.advance(10_999);
    expect(happened).toEqual(['dialog d1', 'play number']);
    await clock.advance(1);
    expect(happened).toContain('no input');
  });

  it('skips prompts for keys pressed ahead, but not those that say what was wrong', async () => {
    const { clock, happened, dial } = open([number, { ...number, node: 'second' }, retry, transfer]);
    await clock.advance(100);
    dial('1112223');
    await clock.advance(0);
    expect(happened).toEqual([
      'dialog d1',
      'play number',
      'silence',
      'answer "111"',
      'customer 7',
      'answer "222"',
      'play again',
    ]);
  });

  it('ends with its last words', async () => {
    const { clock, happened, outcome } = open([end]);
    await clock.advance(5000);
    expect(happened).toEqual(['dialog d1', 'play bye']);
    expect(outcome.value).toEqual({ kind: 'end', outcome: 'done' });
  });

  it('is abandoned when she hangs up', async () => {
    const { clock, happened, hangUp } = open([number, transfer]);
    await clock.advance(1000);
    hangUp();
    await clock.advance(0);
    expect(happened).toEqual(['dialog d1', 'play number', 'abandon hung-up']);
    expect(clock.pending()).toBe(0);
  });

  it('that fails says so and leads to the fallback queue', async () => {
    const broken = (): never => {
      throw new CarusoError('no-provider', 'no script engine');
    };
    const { clock, happened, outcome } = open([number], {
      engine: { start: async () => broken(), answer: broken, noInput: broken, abandon: broken },
    });
    await clock.advance(5000);
    expect(happened).toEqual(['play technical-problem']);
    expect(outcome.value).toEqual({ kind: 'transfer', queue: 'general' });
  });
});
