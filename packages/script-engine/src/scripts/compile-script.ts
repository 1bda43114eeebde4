import type { Finding } from '@caruso/core-service-manager/contract';
import type { ScriptTools } from '../definition/bench.js';
import { buildDefinition } from '../definition/build-definition.js';
import type { Definition } from '../definition/definition.js';
import { passGate } from '../gate/gate.js';
import type { ScriptFile } from '../gate/gate.js';
import type { GateMemory } from '../gate/gate-memory.js';
import type { KnownServices } from '../rules/rule.js';
import { applyRules } from '../rules/rules.js';
import type { SourceElement } from '../source/source-element.js';

export interface CompiledScript {
  /** null when a finding is an error. */
  readonly definition: Definition | null;
  readonly findings: readonly Finding[];
}

/** From a file's text to a table that may run: gate, tree, table, rules. */
export async function compileScript(
  file: ScriptFile,
  tools: ScriptTools,
  services: KnownServices,
  memory?: GateMemory,
): Promise<CompiledScript> {
  const gate = await passGate(file, memory);
  return gate.ok ? compileTree(gate.root, file, tools, services) : { definition: null, findings: gate.findings };
}

/** The part after the gate, for texts that have passed it before. */
export function compileTree(
  root: SourceElement,
  file: ScriptFile,
  tools: ScriptTools,
  services: KnownServices,
): CompiledScript {
  const build = buildDefinition(root, file, tools);
  const findings = applyRules({ ...build, services });
  return { definition: findings.some(({ severity }) => severity === 'error') ? null : build.definition, findings };
}
