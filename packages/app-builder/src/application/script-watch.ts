import type { Logger, ServiceManager } from '@caruso/core-service-manager/contract';
import { asCarusoError } from '@caruso/core-service-manager/contract';
import { ScriptEngine } from '@caruso/script-engine/contract';
import { existsSync, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Application } from './application.js';

/** An editor writes a file in several steps; wait until it is quiet. */
const settleMs = 200;

/** A changed script goes into service without a restart. One with mistakes is refused with a warning and the running version stays. */
export function watchScripts(application: Application, manager: ServiceManager, log: Logger): () => void {
  const folder = path.join(application.dir, 'scripts');
  if (!existsSync(folder)) return () => {};
  const pending = new Map<string, NodeJS.Timeout>();
  const load = async (name: string): Promise<void> => {
    try {
      const text = await readFile(path.join(folder, name), 'utf8');
      const { loaded, findings } = await manager.use(ScriptEngine).load({ files: [{ file: `scripts/${name}`, text }] });
      for (const finding of findings) {
        log.warn({ reason: finding.advice }, `${finding.file}:${finding.line}:${finding.column} ${finding.message}`);
      }
      if (loaded.length > 0) log.info({ scripts: loaded }, 'Changed scripts are in service');
    } catch (error) {
      log.warn({ reason: asCarusoError(error).message }, `The changed script ${name} could not be loaded`);
    }
  };
  const watcher = watch(folder, (_event, name) => {
    if (name === null || !name.endsWith('.xml')) return;
    clearTimeout(pending.get(name));
    pending.set(
      name,
      setTimeout(() => {
        pending.delete(name);
        if (existsSync(path.join(folder, name))) void load(name);
      }, settleMs),
    );
  });
  return () => {
    watcher.close();
    for (const timer of pending.values()) clearTimeout(timer);
  };
}
