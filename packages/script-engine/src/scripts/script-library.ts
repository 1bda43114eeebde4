import type { Finding } from '@caruso/core-service-manager/contract';
import type { ScriptTools } from '../definition/bench.js';
import type { Definition } from '../definition/definition.js';
import { readPassed } from '../gate/gate.js';
import type { ScriptFile } from '../gate/gate.js';
import type { GateMemory } from '../gate/gate-memory.js';
import type { KnownServices } from '../rules/rule.js';
import { compileScript, compileTree } from './compile-script.js';
import { scriptDigest } from './script-digest.js';

/** One edition of a script. */
export interface ScriptEdition {
  readonly digest: string;
  readonly file: string;
  readonly text: string;
  readonly definition: Definition;
}

export interface ScriptLibrary {
  check(files: readonly ScriptFile[], services: KnownServices): Promise<readonly Finding[]>;
  load(
    files: readonly ScriptFile[],
    services: KnownServices,
  ): Promise<{ readonly loaded: readonly string[]; readonly findings: readonly Finding[] }>;
  /** The editions in service, by script id. */
  current(): readonly ScriptEdition[];
  find(id: string): ScriptEdition | null;
  /** `file:line:column message` of the files that were refused and not corrected since. */
  mistakes(): readonly string[];
  /** An edition that dialogs were started with; `read` gives its kept text. null when it does not compile any more. */
  edition(digest: string, read: () => Promise<ScriptFile | null>): Promise<ScriptEdition | null>;
}

export function createScriptLibrary(readTools: () => Promise<ScriptTools>, memory: () => GateMemory): ScriptLibrary {
  const inService = new Map<string, ScriptEdition>();
  const editions = new Map<string, ScriptEdition>();
  const refused = new Map<string, readonly string[]>();

  async function compileAll(
    files: readonly ScriptFile[],
    services: KnownServices,
  ): Promise<{ readonly editions: readonly ScriptEdition[]; readonly findings: readonly Finding[] }> {
    const fileOf = new Map<string, string>();
    const compiled: ScriptEdition[] = [];
    const findings: Finding[] = [];
    const tools = await readTools();
    for (const file of files) {
      const script = await compileScript(file, tools, services, memory());
      findings.push(...script.findings);
      if (!script.definition) continue;
      const { id, at } = script.definition;
      const first = fileOf.get(id);
      if (first === undefined) {
        fileOf.set(id, file.file);
        compiled.push({
          digest: scriptDigest(file.text),
          file: file.file,
          text: file.text,
          definition: script.definition,
        });
      } else
        findings.push({
          file: file.file,
          ...at,
          rule: 'script/duplicate-script',
          severity: 'error',
          message: `A script “${id}” is in ${first} already`,
          advice: 'Give this one another id',
        });
    }
    return { editions: compiled, findings };
  }

  return {
    check: async (files, services) => (await compileAll(files, services)).findings,
    async load(files, services) {
      const { editions: fresh, findings } = await compileAll(files, services);
      for (const { file } of files) {
        const errors = findings.filter((finding) => finding.file === file && finding.severity === 'error');
        if (errors.length > 0)
          refused.set(
            file,
            errors.map(({ line, column, message }) => `${file}:${line}:${column} ${message}`),
          );
        else refused.delete(file);
      }
      for (const edition of fresh) {
        inService.set(edition.definition.id, edition);
        editions.set(edition.digest, edition);
      }
      return { loaded: fresh.map(({ definition }) => definition.id), findings };
    },
    current: () => [...inService.values()].toSorted((a, b) => a.definition.id.localeCompare(b.definition.id)),
    find: (id) => inService.get(id) ?? null,
    mistakes: () => [...refused.values()].flat(),
    async edition(digest, read) {
      const known = editions.get(digest);
      if (known) return known;
      const file = await read();
      const root = file && readPassed(file.text);
      if (!file || !root) return null;
      const { definition } = compileTree(root, file, await readTools(), null);
      if (!definition) return null;
      const edition: ScriptEdition = { digest, file: file.file, text: file.text, definition };
      editions.set(digest, edition);
      return edition;
    },
  };
}
