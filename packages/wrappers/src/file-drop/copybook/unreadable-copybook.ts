/** A copybook that is not understood, at a line that counts from 1. */
export class UnreadableCopybook extends Error {
  override readonly name = 'UnreadableCopybook';

  constructor(
    message: string,
    readonly line: number,
  ) {
    super(`copybook line ${line}: ${message}`);
  }
}
