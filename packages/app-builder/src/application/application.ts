import type { AppFile } from './app-file.js';
import type { QueueSettings } from '@caruso/work-manager/contract';
import type { ScreenFile } from '../screens/screen-file.js';
import type { YamlSource } from '../files/yaml-source.js';
import type { NamedFile } from './named-files.js';
import type { SourceFiles } from './source-files.js';

/** An application's files, read and in form; not yet running. */
export interface Application {
  /** Absolute. */
  readonly dir: string;
  readonly app: AppFile;
  /** Folders of the packs it extends and its own, the most general first; absolute. */
  readonly layers: readonly string[];
  readonly sources: SourceFiles;
  /** `app.yaml`, for the places of what stands in it. */
  readonly source: YamlSource;
  /** Those without mistakes. */
  readonly queues: readonly NamedFile<QueueSettings>[];
  readonly screens: readonly NamedFile<ScreenFile>[];
}
