export interface RemoteAddress {
  /** An IP address; a name is looked up when sending. */
  readonly host: string;
  readonly port: number;
}

export const sameAddress = (one: RemoteAddress, other: RemoteAddress): boolean =>
  one.host === other.host && one.port === other.port;
