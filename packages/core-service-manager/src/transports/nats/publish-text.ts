import type { NatsConnection } from '@nats-io/transport-node';
import { splitMessage } from '../wire/message-parts.js';

/** A character of JavaScript is at most three bytes of UTF-8. */
const MOST_BYTES_PER_CHARACTER = 3;
const SMALLEST_MAX_PAYLOAD = 4_096;

let messages = 0;

/** Publishes a text of any length: in parts when the server does not take it whole. */
export function publishText(connection: NatsConnection, subject: string, text: string, reply?: string): void {
  const options = reply === undefined ? undefined : { reply };
  const largest = Math.max(connection.info?.max_payload ?? 1_048_576, SMALLEST_MAX_PAYLOAD);
  if (text.length * MOST_BYTES_PER_CHARACTER <= largest) return connection.publish(subject, text, options);
  const bytes = Buffer.from(text);
  if (bytes.length <= largest) return connection.publish(subject, bytes, options);
  messages += 1;
  for (const part of splitMessage(bytes, messages, largest)) connection.publish(subject, part, options);
}
