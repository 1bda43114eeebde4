import { open } from 'node:fs/promises';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Health, Logger } from '@caruso/core-service-manager/contract';
import type { RecordFileSettings } from './mapping.js';
import { readRecords } from './read-records.js';
import type { Records } from './read-records.js';

/** A file of records that somebody else replaces from time to time. */
export class RecordFile {
  #good: Records | undefined;
  /** Modification time and size of what was read last, good or bad. */
  #seen = '';
  #trouble: string | undefined;
  #reading: Promise<void> | undefined;

  /** `path` absolute. */
  constructor(
    private readonly path: string,
    private readonly settings: RecordFileSettings,
    private readonly log: Logger,
  ) {}

  /** The last good state, of the file as it is now if that is good. `unavailable` when there never was one. */
  async records(): Promise<Records['records']> {
    await this.#refresh();
    if (this.#good !== undefined) return this.#good.records;
    throw new CarusoError('unavailable', this.#trouble ?? `${this.settings.file} has not been read`, {
      file: this.settings.file,
    });
  }

  async health(): Promise<Health> {
    await this.#refresh();
    if (this.#good === undefined) return { status: 'down', reason: this.#trouble ?? 'not read yet' };
    if (this.#trouble !== undefined)
      return { status: 'degraded', reason: `${this.#trouble}. The last good state is served` };
    const [first] = this.#good.faults;
    if (first === undefined) return { status: 'up' };
    return {
      status: 'degraded',
      reason: `${this.settings.file}: ${this.#good.faults.length} records left out, e.g. ${first}`,
    };
  }

  /** Reads the file if it has changed; readers at the same time share one reading. */
  async #refresh(): Promise<void> {
    this.#reading ??= this.#readChanged().finally(() => (this.#reading = undefined));
    await this.#reading;
  }

  async #readChanged(): Promise<void> {
    try {
      await using file = await open(this.path, 'r');
      const { mtimeMs, size } = await file.stat();
      const seen = `${mtimeMs} ${size}`;
      if (seen === this.#seen) return;
      const { maxBytes, maxRecords } = this.settings;
      if (size > maxBytes) throw new Error(`it has ${size} bytes; at most ${maxBytes} are read`);
      const bytes = await file.readFile();
      // Remembered before it is understood: a broken file is not parsed again with every call.
      this.#seen = seen;
      this.#good = readRecords(decode(bytes), this.settings, maxRecords);
      this.#trouble = undefined;
      for (const fault of this.#good.faults) this.log.warn({ file: this.settings.file }, fault);
    } catch (thrown) {
      const reason = `${this.settings.file} cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
      if (reason !== this.#trouble) this.log.warn({ err: thrown }, reason);
      this.#trouble = reason;
      if (isMissing(thrown)) this.#seen = '';
    }
  }
}

function decode(bytes: Buffer): string {
  const declared = /^<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']/.exec(
    bytes.subarray(0, 200).toString('latin1'),
  )?.[1];
  return new TextDecoder(declared ?? 'utf-8', { fatal: true }).decode(bytes);
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}
