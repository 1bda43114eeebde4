import { createHash } from 'node:crypto';

/** RFC 5322 3.6.4. The same key under the same domain gives the same Message-ID, so a receiver can tell a repetition. */
export function messageId(key: string, sender: string): string {
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain}>`;
}
