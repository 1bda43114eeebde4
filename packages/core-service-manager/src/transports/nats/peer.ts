import type { ServiceInfo } from '../../contract/index.js';
import type { Conversation } from '../link/conversation.js';
import type { RemoteProviders } from '../link/remote-providers.js';
import type { MessageParts } from '../wire/message-parts.js';

/** Another process of the application, as this one knows it. */
export interface Peer {
  readonly process: string;
  readonly conversation: Conversation;
  readonly providers: RemoteProviders;
  /** Of what it asks and of what it answers. */
  readonly parts: {
    readonly requests: MessageParts;
    readonly answers: MessageParts;
    readonly announcements: MessageParts;
  };
  /** Number of its last announcement; 0 before the first. */
  seq: number;
  services: readonly ServiceInfo[];
  /** Pings sent since it was last heard. */
  unanswered: number;
  /** Something has come from it since the last probe. */
  heard: boolean;
  /** It has said good-bye: nothing new goes there. */
  leaving: boolean;
}
