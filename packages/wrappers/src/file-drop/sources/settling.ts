import type { FoundFile } from './drop-source.js';

export interface Settling {
  /** Which of the files that lie there now have not changed for the settle time; whether others still may. */
  observe(files: readonly FoundFile[]): { readonly settled: readonly FoundFile[]; readonly waiting: boolean };
}

/** Recognises files whose sender has finished, by size and time that stay the same. An empty file is one not begun yet. */
export function settling(settleMs: number, now: () => number): Settling {
  let seen: ReadonlyMap<string, { readonly file: FoundFile; readonly since: number }> = new Map();
  return {
    observe: (files) => {
      const at = now();
      seen = new Map(
        files.map((file) => {
          const before = seen.get(file.name);
          const same = before?.file.size === file.size && before.file.modified === file.modified;
          return [file.name, same ? before : { file, since: at }];
        }),
      );
      const settled = [...seen.values()].filter(({ file, since }) => file.size > 0 && at - since >= settleMs);
      return {
        settled: settled.map(({ file }) => file),
        waiting: settled.length < files.filter(({ size }) => size > 0).length,
      };
    },
  };
}
