import { createHash } from 'node:crypto';

/** Id of a file in a drop: the same name, size and content (or the same content) are the same file for ever. 64 hexadecimal digits. */
export function fileIdentity(file: {
  readonly drop: string;
  readonly name: string;
  readonly size: number;
  readonly contentHash: string;
  readonly same: 'name-and-content' | 'content';
}): string {
  const name = file.same === 'content' ? '' : file.name;
  return createHash('sha256')
    .update([file.drop, name, String(file.size), file.contentHash].join('\0'))
    .digest('hex');
}

/** The idempotency key of a record: the same for every attempt to deliver it, also after a crash. */
export function recordKey(drop: string, fileId: string, row: number): string {
  return `${drop}/${fileId}/${row}`;
}
