import type { Clock, Health, Logger } from '@caruso/core-service-manager/contract';
import type { AgentInfo } from '@caruso/work-manager/contract';
import type { CommServerSettings } from '../../contract/index.js';
import type { ContactDesk } from '../../distribution/contact-desk.js';
import type { LiveContact } from '../../distribution/live-contact.js';
import type { PromptShelf } from '../../ivr/prompt-shelf.js';
import { leadVoiceDialog } from '../../ivr/voice-dialog.js';
import type { VoiceDialogParts } from '../../ivr/voice-dialog.js';
import type { PhoneBook } from '../../phones/phone-book.js';
import { openSipEndpoint } from '../../sip/index.js';
import type { Binding, IncomingCall, SipEndpoint } from '../../sip/index.js';
import type { ChannelAdapter, Ring, RingOptions } from '../channel-adapter.js';
import { answerCall } from './answer-call.js';
import { CallerLine } from './caller-line.js';
import type { MediaDesk } from './media-desk.js';
import { ringPhone } from './ring-phone.js';

export type SipSettings = NonNullable<CommServerSettings['sip']>;

const RETRY_MS = 15_000;
const LAST_BYES_MS = 100;

export interface SipChannelParts {
  readonly settings: SipSettings;
  readonly holdMusic: string;
  readonly desk: ContactDesk;
  readonly dialogs: VoiceDialogParts;
  readonly prompts: PromptShelf;
  readonly phones: PhoneBook;
  readonly media: MediaDesk;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Calls by SIP over UDP, without any PBX: callers from outside, and the agents' phones that register here. */
export class SipChannel implements ChannelAdapter {
  readonly name = 'sip';
  readonly #calls = new Map<IncomingCall, LiveContact | undefined>();
  #endpoint: SipEndpoint | undefined;
  #trouble: string | undefined;
  #cancelRetry: (() => void) | undefined;
  #stopped = false;

  constructor(private readonly parts: SipChannelParts) {}

  async start(): Promise<void> {
    // In this order: a port that is open while there is no media yet would turn the first callers away.
    await this.parts.media.start();
    if (!this.#stopped) await this.#open();
  }

  /** Where callers reach us; undefined while the port is not open. */
  address(): { readonly host: string; readonly port: number } | undefined {
    return this.#endpoint?.address;
  }

  bindings(extension: string): readonly Binding[] {
    return this.#endpoint?.registrar.bindings(extension) ?? [];
  }

  health(): Health {
    if (this.#trouble !== undefined) return { status: 'degraded', reason: this.#trouble };
    return this.parts.media.health();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelRetry?.();
    // The BYEs of calls that were just broken off must leave before the socket is closed.
    await new Promise<void>((resolve) => void this.parts.clock.after(LAST_BYES_MS, resolve));
    await this.#endpoint?.close();
    await this.parts.media.stop();
  }

  async #open(): Promise<void> {
    const { settings, phones, log } = this.parts;
    const { host, port, advertisedHost, realm, maxCalls } = settings;
    try {
      const endpoint = await openSipEndpoint({
        host,
        port,
        ...(advertisedHost === undefined ? {} : { advertisedHost }),
        registrar: { realm, credentials: (extension) => phones.credentials(extension) },
        // Each caller may have an agent's phone besides.
        maxCalls: maxCalls * 2,
        onMalformed: (reason, remote) => log.warn({ reason, remote }, 'A SIP packet could not be read and was ignored'),
        onError: (err) => log.error({ err }, 'The SIP endpoint reports an error'),
      });
      if (this.#stopped) return await endpoint.close();
      this.#endpoint = endpoint;
      this.#trouble = undefined;
      endpoint.onIncomingCall((call) => void this.#take(call));
      log.info(
        { address: endpoint.address, numbers: Object.keys(settings.numbers) },
        'Calls are taken by SIP over UDP',
      );
    } catch (thrown) {
      this.#trouble = whyNotOpen(thrown, host, port);
      log.error({ err: thrown, host, port, retryInMs: RETRY_MS }, this.#trouble);
      if (!this.#stopped) this.#cancelRetry = this.parts.clock.after(RETRY_MS, () => void this.#open());
    }
  }

  async #take(call: IncomingCall): Promise<void> {
    const { settings, log, desk, media } = this.parts;
    const number = settings.numbers[call.to.user] ?? settings.numbers['default'];
    if (number === undefined) {
      log.info({ called: call.to.user, from: call.from.user }, 'A call to a number that is not ours');
      return call.reject(404);
    }
    if (this.#calls.size >= settings.maxCalls) {
      log.warn({ maxCalls: settings.maxCalls }, 'A call is refused: all lines are busy');
      return call.reject(503);
    }
    this.#calls.set(call, undefined);
    call.onEnded(() => this.#calls.delete(call));
    try {
      const leg = await answerCall(call, {
        openSession: () => media.open(settings.rtpTimeoutSeconds),
        side: { bindHost: settings.host, advertisedHost: settings.advertisedHost },
        log,
        receive: () =>
          desk.receive({
            medium: 'voice',
            remote: call.from.user === '' ? 'anonymous' : call.from.user,
            called: call.to.user,
            language: number.language,
            simulated: false,
          }),
      });
      if (leg === undefined) {
        this.#calls.delete(call);
        return;
      }
      const line = new CallerLine({
        leg: leg.leg,
        holdMusic: () => this.parts.prompts.common(this.parts.holdMusic),
        introduce: (speech, notes, signal) =>
          leadVoiceDialog(this.parts.dialogs, {
            script: number.script,
            language: number.language,
            speech,
            notes,
            signal,
          }),
        ringPhone: (agent, options) => this.#ring(agent, leg.contact.id, options),
        onInfo: leg.takesEvents ? undefined : (listener) => call.onInfo(listener),
        log,
      });
      desk.lead(leg.contact, line);
    } catch (thrown) {
      log.error({ err: thrown, from: call.from.user }, 'A call could not be taken');
      call.reject(500);
      call.bye();
      this.#calls.delete(call);
    }
  }

  #ring({ extension }: AgentInfo, contact: string, options: RingOptions): Ring {
    const { settings, media, log } = this.parts;
    const endpoint = this.#endpoint;
    const [binding] = extension === undefined ? [] : this.bindings(extension);
    if (endpoint === undefined)
      return { outcome: Promise.resolve({ kind: 'failed', reason: 'unreachable' }), cancel: () => undefined };
    const ringer = {
      invite: endpoint.invite,
      openSession: () => media.open(settings.rtpTimeoutSeconds),
      side: { bindHost: settings.host, advertisedHost: settings.advertisedHost },
      log,
    };
    return ringPhone(ringer, binding, contact, options);
  }
}

function whyNotOpen(thrown: unknown, host: string, port: number): string {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'EADDRINUSE') {
    return `No calls by SIP: UDP port ${port} is used by another program. Free it, or set another one: "channels: sip: port:" in app.yaml, or --sip-port`;
  }
  if (code === 'EACCES')
    return `No calls by SIP: UDP port ${port} may not be opened. Set a port above 1023 with "channels: sip: port:" in app.yaml`;
  if (code === 'EADDRNOTAVAIL')
    return `No calls by SIP: this machine has no address ${host}. Correct "channels: sip: host:" in app.yaml`;
  return `No calls by SIP: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
}
