/**
 * The structure of a file cannot be read (not XML, a record longer than the file, another encoding): nothing of it is
 * delivered, also not what was read before. `line` counts from 1, or records where a format has no lines.
 */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';

  constructor(
    message: string,
    readonly line?: number,
  ) {
    super(line === undefined ? message : `line ${line}: ${message}`);
  }
}
