import { addressOfUri } from '../messages/uri.js';
import type { SipTarget } from './outgoing-call.js';

/** A target reached at the host and port that its `sip:` URI names (5060 by default); null for any other text. */
export const targetOfUri = (uri: string): SipTarget | null => {
  const address = addressOfUri(uri);
  return address === null ? null : { uri, address };
};
