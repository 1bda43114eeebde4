import type { TlsOptions } from '@nats-io/transport-node';

/** Where the nats-server is, and who this process is to it. */
export interface NatsTransportOptions {
  /** `nats://host:port`, one or more of the same cluster. */
  readonly servers: string | readonly string[];
  /** Of the connection, for the reader of the server's monitoring. Default: application and process. */
  readonly name?: string;
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
  /** Content of a credentials file (JWT and seed). */
  readonly creds?: string;
  /** `true`: with the machine's certificate authorities. */
  readonly tls?: TlsOptions | true;
}
