/** Where RTP goes to or came from: an IP address and a UDP port. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

export function isSameAddress(one: Address, other: Address): boolean {
  return one.port === other.port && one.host === other.host;
}
