/** What the command line may set over `app.yaml`. */
export interface RunOptions {
  /** The application's folder. */
  readonly dir: string;
  /** Where all state of the embedded default lies; default `.caruso` in the application's folder. */
  readonly dataDir?: string | undefined;
  /** HTTP port; 0 takes a free one. Default 8080. */
  readonly port?: number | undefined;
  /** Address the HTTP server binds to; default 127.0.0.1. */
  readonly host?: string | undefined;
  /** Names of the components to run here; the others of the application run elsewhere and are reached over NATS. Default: all. */
  readonly only?: readonly string[] | undefined;
  /** SIP port; 0 takes a free one. Default: as in `app.yaml`. */
  readonly sipPort?: number | undefined;
}
