import { createHash } from 'node:crypto';

/** What a SIP registrar keeps instead of the phone's password: H(A1) of digest access authentication (RFC 2617 3.2.2.2). */
export function phoneSecret(extension: string, realm: string, password: string): string {
  return createHash('md5').update(`${extension}:${realm}:${password}`).digest('hex');
}
