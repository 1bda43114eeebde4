import { announcementSchema } from '../link/announcement.js';
import { createConversation } from '../link/conversation.js';
import type { Conversation } from '../link/conversation.js';
import type { Performer } from '../link/incoming-calls.js';
import type { Link } from '../link/link.js';
import { createOwnProviders } from '../link/own-providers.js';
import type { OwnProviders } from '../link/own-providers.js';
import { createRemoteProviders } from '../link/remote-providers.js';
import type { RemoteProviders } from '../link/remote-providers.js';
import type { Transport } from '../transport.js';
import { decodeMessage } from '../wire/decode-message.js';
import { CHILD } from './child-protocol.js';

/** The functions of the child itself, by name. */
export type ChildFunctions = Readonly<Record<string, (input: unknown) => Promise<unknown>>>;

/** The child's end of the link, and the transport of the service manager in it. */
export interface ParentLink {
  readonly transport: Transport;
  receive(text: string): void;
}

export function createParentLink(link: Link, functions: ChildFunctions): ParentLink {
  let number = 0;
  let own: OwnProviders | undefined;
  let remote: RemoteProviders | undefined;
  /** Came before the manager was there. */
  let announced: string | undefined;

  const performer: Performer = {
    async perform(provider, member, input, options) {
      if (provider !== CHILD) return whole(own).perform(provider, member, input, options);
      const run = Object.hasOwn(functions, member) ? functions[member] : undefined;
      if (run === undefined) throw new Error(`A child has no function "${member}"`);
      return run(input);
    },
    open: (provider, member, input, options) => whole(own).open(provider, member, input, options),
  };
  const conversation: Conversation = createConversation(
    link,
    performer,
    { now: () => Date.now() },
    () => (number += 1),
  );

  function take(text: string): void {
    const parsed = announcementSchema.safeParse(JSON.parse(text));
    if (parsed.success) remote?.update(parsed.data.providers);
  }

  return {
    receive(text) {
      if (text.startsWith('{"t":"here"')) {
        announced = text;
        if (remote !== undefined) take(text);
        return;
      }
      const message = decodeMessage(text);
      if (message !== undefined) conversation.receive(message);
    },
    transport: {
      name: 'parent process',
      async attach(site) {
        const { registry, log } = site;
        own = createOwnProviders(
          site,
          ({ place }) => place.kind !== 'remote',
          () => undefined,
        );
        const place = { kind: 'remote', process: link.peer } as const;
        remote = createRemoteProviders({ registry, place, log, calls: () => conversation.outgoing });
        if (announced !== undefined) take(announced);
        return {
          health: () => ({ status: 'up' }),
          async detach() {
            conversation.incoming.endStreams();
            remote?.withdrawAll();
            own?.close();
          },
        };
      },
    },
  };
}

function whole(own: OwnProviders | undefined): OwnProviders {
  if (own === undefined) throw new Error('The component is not started yet');
  return own;
}
