import type { AppFile } from './app-file.js';
import type { SourceFiles } from './source-files.js';

/** An application's files, read and in form; not yet running. */
export interface Application {
  /** Absolute. */
  readonly dir: string;
  readonly app: AppFile;
  /** Folders of the packs it extends and its own, the most general first; absolute. */
  readonly layers: readonly string[];
  readonly sources: SourceFiles;
}
