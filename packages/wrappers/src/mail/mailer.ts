import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, Health } from '@caruso/core-service-manager/contract';
import type { SentMessageInfo, Transporter } from 'nodemailer';
import type { z } from 'zod';
import type { Mail } from '../contract/index.js';
import { messageId } from './message-id.js';
import type { MailSettings } from './settings.js';
import { smtpError } from './smtp-error.js';

type Message = z.output<typeof Mail.members.send.input>;
type SmtpTransporter = Transporter<SentMessageInfo>;
type Sent = z.input<typeof Mail.members.send.output>;

/** So many keys are remembered; an older one is told apart by the receiver, who sees the same Message-ID. */
const REMEMBERED_KEYS = 1000;

export class Mailer {
  readonly #sent = new Map<string, Promise<Sent>>();
  readonly #open = new Set<SmtpTransporter>();
  #trouble: string | undefined;

  /** `server` yields the SMTP server's URL, asked for each message. */
  constructor(
    private readonly server: () => Promise<URL>,
    private readonly settings: MailSettings,
    private readonly clock: Clock,
    private readonly newId: () => string,
  ) {}

  /** A repetition with the same key gets the first result; after a failure it is sent again. */
  send(message: Message, key: string | undefined, signal: AbortSignal): Promise<Sent> {
    if (key === undefined) return this.#sendOnce(message, this.newId(), signal);
    const known = this.#sent.get(key);
    if (known !== undefined) return known;
    const sending = this.#sendOnce(message, key, signal);
    this.#sent.set(key, sending);
    sending.catch(() => this.#sent.delete(key));
    for (const oldest of this.#sent.keys()) {
      if (this.#sent.size <= REMEMBERED_KEYS) break;
      this.#sent.delete(oldest);
    }
    return sending;
  }

  health(): Health {
    return this.#trouble === undefined ? { status: 'up' } : { status: 'degraded', reason: this.#trouble };
  }

  stop(): void {
    for (const transport of this.#open) transport.close();
  }

  async #sendOnce(message: Message, key: string, signal: AbortSignal): Promise<Sent> {
    const { from, name } = this.settings;
    const id = messageId(key, from);
    const server = await this.server();
    const transport = await this.#connect(server);
    // nodemailer's own time limits start anew with each line of the server: one limit for the whole besides.
    const limit = this.#limit(signal);
    try {
      const sending = transport.sendMail({
        from: { name, address: from },
        to: message.to,
        subject: message.subject,
        text: message.text,
        ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo }),
        messageId: id,
        date: new Date(this.clock.now()),
        // RFC 3834 5: keeps holiday responders from answering.
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      const { response } = await Promise.race([sending, limit.reached]);
      this.#trouble = undefined;
      return { messageId: id, reply: response ?? '' };
    } catch (thrown) {
      const error = thrown instanceof CarusoError ? thrown : smtpError(thrown, server.host, message.to);
      if (error.code === 'unavailable') this.#trouble = error.message;
      else if (error.code === 'invalid') this.#trouble = undefined;
      throw error;
    } finally {
      limit.cancel();
      transport.close();
      this.#open.delete(transport);
    }
  }

  #limit(signal: AbortSignal): { readonly reached: Promise<never>; readonly cancel: () => void } {
    const limitMs = this.settings.timeoutSeconds * 2000;
    let cancel = (): void => undefined;
    const reached = new Promise<never>((_resolve, reject) => {
      const abort = (): void => reject(new CarusoError('cancelled', 'The sending was cancelled'));
      const cancelTimer = this.clock.after(limitMs, () => reject(new Error(`not sent within ${limitMs / 1000} s`)));
      signal.addEventListener('abort', abort, { once: true });
      cancel = (): void => {
        cancelTimer();
        signal.removeEventListener('abort', abort);
      };
    });
    return { reached, cancel };
  }

  /** nodemailer is loaded with the first message: an application that sends none does not pay for it. */
  async #connect({ hostname, port, username, password, protocol }: URL): Promise<SmtpTransporter> {
    const { createTransport } = await import('nodemailer');
    const secure = protocol === 'smtps:';
    const timeoutMs = this.settings.timeoutSeconds * 1000;
    const transport = createTransport({
      host: hostname,
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      requireTLS: this.settings.requireTls,
      ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
    });
    this.#open.add(transport);
    return transport;
  }
}
