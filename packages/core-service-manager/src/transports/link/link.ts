/** A way to one other process. Messages arrive whole, at most once, in the order in which they were sent. */
export interface Link {
  /** Id of the process at the other end. */
  readonly peer: string;
  /**
   * Sends a message that asks for something. With the number of a call the link tells if it could not be delivered, when it can know.
   * Throws `unavailable` with `details.sent: false` when there is no connection.
   */
  ask(text: string, call: number): void;
  /** Sends a message that answers or goes on with something. Without a connection it is dropped: the other end knows. */
  tell(text: string): void;
}
