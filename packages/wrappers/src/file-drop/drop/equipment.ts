import type { Clock, Logger } from '@caruso/core-service-manager/contract';
import type { DroppedFile } from '../../contract/file-drop.js';
import type { RecordParser } from '../../formats/record-parser.js';
import type { Delivery } from '../delivery/delivery.js';
import type { DropRow, RowMaking } from '../delivery/row.js';
import type { FileTable } from '../files/file-table.js';
import type { RowTable } from '../files/row-table.js';
import type { WorkingCopies } from '../files/working-copy.js';
import type { FileDropSettings } from '../settings.js';
import type { DropSource } from '../sources/drop-source.js';
import type { Announcements } from './announcements.js';
import type { Troubles } from './troubles.js';
import type { Wake } from './wake.js';

/** What the steps of taking a file work with. */
export interface Equipment {
  /** Name of the instance. */
  readonly name: string;
  readonly settings: FileDropSettings;
  readonly source: DropSource;
  readonly copies: WorkingCopies;
  readonly files: FileTable;
  readonly rows: RowTable;
  readonly parser: RecordParser;
  readonly making: RowMaking;
  readonly delivery: Delivery;
  readonly news: Announcements<DroppedFile>;
  readonly troubles: Troubles;
  readonly wake: Wake;
  readonly clock: Clock;
  readonly log: Logger;
  /** The rows of a working copy. */
  readonly read: (fileId: string) => AsyncIterable<DropRow>;
}

export function instant(ms: number): string {
  return new Date(ms).toISOString();
}
