import type { Clock, Logger, ServiceOf } from '@caruso/core-service-manager/contract';
import type { DialogView, ScriptEngine } from '@caruso/script-engine/contract';
import type { ContactNotes, Introduction } from '../channels/channel-adapter.js';
import { commServerPrincipal } from '../contacts/contact-store.js';
import { Keypad } from './keypad.js';
import type { PromptShelf } from './prompt-shelf.js';
import type { Speech } from './speech.js';

const INTER_DIGIT_MS = 4000;
const technicalProblem = { prompt: 'technical-problem', text: 'A technical problem: an agent will help you' };
const asSystem = { principal: commServerPrincipal };

export interface VoiceDialogParts {
  readonly engine: Pick<ServiceOf<typeof ScriptEngine>, 'start' | 'answer' | 'noInput' | 'abandon'>;
  readonly prompts: Pick<PromptShelf, 'files'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly fallbackQueue: string;
}

export interface VoiceCall {
  readonly script: string;
  readonly language: string;
  readonly speech: Speech;
  readonly notes: ContactNotes;
  /** The caller is gone. */
  readonly signal: AbortSignal;
}

/**
 * Leads a caller through a dialog script: plays the prompts, takes her keys. When the dialog fails on our side she goes
 * to the fallback queue: never rejects, never drops her.
 */
export async function leadVoiceDialog(parts: VoiceDialogParts, call: VoiceCall): Promise<Introduction> {
  const keypad = new Keypad();
  const stopListening = call.speech.onDigit((digit) => keypad.press(digit));
  let view: DialogView | undefined;
  const seen = (next: DialogView): DialogView => (view = next);
  try {
    return await converse(parts, call, keypad, seen);
  } catch (thrown) {
    if (!call.signal.aborted) {
      const { script } = call;
      parts.log.error(
        { err: thrown, contact: call.notes.contact, script },
        'The voice dialog failed: its caller goes to the fallback queue',
      );
    }
    if (view !== undefined) await abandon(parts, view.id, call.signal.aborted ? 'hung-up' : 'failed');
    if (!call.signal.aborted) await say(parts, call, [technicalProblem]);
    return { kind: 'transfer', queue: parts.fallbackQueue };
  } finally {
    stopListening();
  }
}

async function converse(
  { engine, ...parts }: VoiceDialogParts,
  call: VoiceCall,
  keypad: Keypad,
  seen: (view: DialogView) => DialogView,
): Promise<Introduction> {
  const { script, language, notes, signal } = call;
  let view = seen(await engine.start({ script, language, channel: 'voice', contact: notes.contact }, asSystem));
  notes.dialog(view.id);
  let known = false;
  for (;;) {
    if (signal.aborted) throw new Error('The caller hung up');
    notes.said(view.path.map(({ node, text, answerText }) => ({ node, text, answerText })));
    if (view.customer !== undefined && !known) {
      known = true;
      await notes.identified(view.customer);
    }
    const { step } = view;
    const at = { dialog: view.id, revision: view.revision, node: step.node };
    // After a mistake she must hear what was wrong; otherwise who knows the way may press keys ahead.
    if ((step.voice?.attempt ?? 1) > 1) keypad.clear();
    await sayUntilKey({ engine, ...parts }, call, keypad, step.voice?.prompts ?? []);
    if (signal.aborted) throw new Error('The caller hung up');
    switch (step.kind) {
      case 'transfer':
        return { kind: 'transfer', queue: step.queue ?? parts.fallbackQueue };
      case 'end':
        return { kind: 'end', outcome: step.outcome ?? 'ended' };
      case 'info':
        view = seen(await engine.answer({ ...at, value: null }, asSystem));
        break;
      case 'question': {
        const firstDigitMs = (step.voice?.timeoutSeconds ?? 6) * 1000;
        const wanted = { digits: step.voice?.digits, firstDigitMs, interDigitMs: INTER_DIGIT_MS };
        const digits = await keypad.collect(wanted, parts.clock, signal);
        if (signal.aborted) throw new Error('The caller hung up');
        view = seen(
          digits === '' ? await engine.noInput(at, asSystem) : await engine.answer({ ...at, value: digits }, asSystem),
        );
      }
    }
  }
}

/** Barge-in: a key stops the prompts. */
async function sayUntilKey(
  parts: VoiceDialogParts,
  call: VoiceCall,
  keypad: Keypad,
  prompts: readonly { readonly prompt: string; readonly text: string }[],
): Promise<void> {
  if (prompts.length === 0 || keypad.hasInput()) return;
  const over = new AbortController();
  const stopAtKey = async (): Promise<void> => {
    const either = AbortSignal.any([over.signal, call.signal]);
    await keypad.nextKey(either);
    if (!either.aborted) call.speech.stop();
  };
  const listening = stopAtKey();
  await say(parts, call, prompts);
  over.abort();
  await listening;
}

async function say(
  { prompts: shelf, log }: VoiceDialogParts,
  { speech, language, signal, notes }: VoiceCall,
  prompts: readonly { readonly prompt: string; readonly text: string }[],
): Promise<void> {
  const files = await shelf.files(language, prompts);
  if (files.length === 0 || signal.aborted) return;
  try {
    await speech.play(files);
  } catch (thrown) {
    if (!signal.aborted) log.error({ err: thrown, contact: notes.contact, files }, 'A recording cannot be played');
  }
}

async function abandon({ engine, log }: VoiceDialogParts, dialog: string, reason: string): Promise<void> {
  try {
    await engine.abandon({ dialog, reason }, asSystem);
  } catch (thrown) {
    log.warn({ err: thrown, dialog }, 'A voice dialog could not be abandoned');
  }
}
