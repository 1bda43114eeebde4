import type { Channel } from '../contract/index.js';
import type { Text } from './definition.js';

/** The most particular text for a language, a channel and a try: the try counts more than the channel. */
export function selectText(texts: readonly Text[], language: string, channel: Channel, attempt = 1): Text | null {
  let best: Text | null = null;
  let bestRank = -1;
  for (const text of texts) {
    if (text.language !== language) continue;
    if (text.channel && text.channel !== channel) continue;
    if (text.attempt && text.attempt !== attempt) continue;
    const rank = (text.attempt ? 2 : 0) + (text.channel ? 1 : 0);
    if (rank > bestRank) {
      best = text;
      bestRank = rank;
    }
  }
  return best;
}
