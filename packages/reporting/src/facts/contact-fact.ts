/** What one contact came to, folded from its events. Seconds are null until they are known. */
export interface ContactFact {
  readonly contact: string;
  readonly medium: string;
  readonly direction: 'in' | 'out';
  /** ISO 8601 instant. A contact belongs to the period in which it was received. */
  readonly receivedAt: string;
  /** The queue it came to first; null when it was never queued. */
  readonly queue: string | null;
  readonly queued: boolean;
  readonly answered: boolean;
  /** Hung up before an agent answered; in the dialog if `queued` is false. */
  readonly abandoned: boolean;
  /** From queued to answered or abandoned. */
  readonly waitSeconds: number | null;
  readonly talkSeconds: number | null;
  readonly wrapUpSeconds: number | null;
  /** Talking (holding included) and wrap-up; null until the contact is closed. */
  readonly handleSeconds: number | null;
  /** Who answered first. */
  readonly agent: string | null;
  readonly disposition: string | null;
  /** We failed. */
  readonly broken: boolean;
  readonly simulated: boolean;
}
