import { CarusoError } from '../../contract/index.js';
import type { Logger } from '../../contract/index.js';
import { announce } from '../link/announcement.js';
import { createConversation } from '../link/conversation.js';
import type { RemoteCall } from '../link/outgoing-calls.js';
import { createOwnProviders } from '../link/own-providers.js';
import type { Provider } from '../../registry/provider.js';
import type { TransportSite } from '../transport.js';
import { decodeMessage } from '../wire/decode-message.js';
import type { OutgoingCalls } from '../link/outgoing-calls.js';
import { CHILD, childDescriptionSchema } from './child-protocol.js';
import type { ChildDescription, DescribeRequest } from './child-protocol.js';
import { forkChild } from './child-process.js';

/** Loading may install a package from npm. */
const LOAD_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 8_000;
const END_GRACE_MS = 1_000;

/** What is to run in a process of its own. */
export type OwnProcessRequest = Pick<DescribeRequest, 'spec' | 'range' | 'name' | 'settings' | 'appDir' | 'dataDir'>;

/** A child process in which one component is loaded. */
export interface OwnProcess {
  readonly description: ChildDescription;
  readonly outgoing: OutgoingCalls;
  /** Why it ended; never rejects. */
  readonly ended: Promise<string>;
  isRunning(): boolean;
  /** Calls one of the functions of the child itself. */
  tell(member: string, input: unknown, timeoutMs: number): Promise<unknown>;
  /** The component's stop, then the end of the process, by force when it takes too long. */
  stop(): Promise<void>;
}

/**
 * Starts a child, lets it load the component and tell what it is. The child sees the services of this process and, through it, those of the
 * others. Rejects with what is wrong: not found, no component, wrong settings.
 */
export async function startOwnProcess(
  site: TransportSite,
  process: string,
  request: OwnProcessRequest,
  log: Logger,
): Promise<OwnProcess> {
  let seq = 0;
  let number = 0;
  let telling = false;
  /** Not itself, nor the version it is about to replace. */
  const isOther = ({ component, place }: Provider): boolean => component !== request.name || place.kind === 'remote';
  const own = createOwnProviders(site, isOther, () => {
    if (telling) return;
    telling = true;
    queueMicrotask(() => {
      telling = false;
      tellProviders();
    });
  });
  const child = forkChild(process, log, (text) => {
    const message = decodeMessage(text);
    if (message === undefined) log.debug({ process }, 'a message that is none was dropped');
    else conversation.receive(message);
  });
  const { link, isRunning } = child;
  const conversation = createConversation(link, own, site.clock, () => (number += 1));
  const ended = child.ended.then((how) => {
    own.close();
    conversation.lose(`The process of ${request.name} ${how}`);
    return how;
  });

  function tellProviders(): void {
    seq += 1;
    link.tell(JSON.stringify(announce(seq, false, own.all(), [])));
  }

  async function tell(member: string, input: unknown, timeoutMs: number): Promise<unknown> {
    const over = new AbortController();
    const cancel = site.clock.after(timeoutMs, () => {
      over.abort(
        new CarusoError('deadline', `The process of ${request.name} did not ${member} within ${timeoutMs / 1_000} s`),
      );
    });
    const call: RemoteCall = {
      principal: undefined,
      idempotencyKey: undefined,
      deadline: undefined,
      signal: over.signal,
    };
    try {
      return await conversation.outgoing.request(CHILD, member, input, call);
    } finally {
      cancel();
    }
  }

  async function stop(): Promise<void> {
    try {
      if (isRunning()) await tell('stop', undefined, STOP_LIMIT_MS);
    } catch (thrown) {
      if (isRunning()) log.warn({ err: thrown }, `${request.name} did not stop properly; its process is ended`);
    } finally {
      own.close();
      await child.end(END_GRACE_MS);
      await ended;
    }
  }

  const { application } = site;
  try {
    tellProviders();
    const answer = await tell('describe', { ...request, application, process, parent: site.process }, LOAD_LIMIT_MS);
    const description = childDescriptionSchema.parse(answer);
    return { description, outgoing: conversation.outgoing, ended, isRunning, tell, stop };
  } catch (thrown) {
    own.close();
    await child.end(END_GRACE_MS);
    throw thrown;
  }
}
