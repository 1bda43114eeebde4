import type { Finding } from '@caruso/core-service-manager/contract';
import { createPositions } from '../source/positions.js';
import { readSource } from '../source/read-source.js';
import type { SourceElement } from '../source/source-element.js';
import { dtdName } from './dtd.js';
import { loadDtdValidation } from './dtd-validation.js';
import type { GateMemory } from './gate-memory.js';

/** Largest script, in bytes of UTF-8. */
export const maxBytes = 1024 * 1024;
/** Deepest nesting of elements. */
export const maxDepth = 64;

export interface ScriptFile {
  readonly file: string;
  readonly text: string;
}

export type GateResult =
  | { readonly ok: true; readonly root: SourceElement }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * The only way a script comes in: limits first (cheap, before any parser builds anything), then validity by our own DTD.
 * What it lets through is well-formed, valid, and declares no entity. A text that `memory` knows is not validated again.
 */
export async function passGate(script: ScriptFile, memory?: GateMemory): Promise<GateResult> {
  const early = limitFinding(script);
  if (early) return { ok: false, findings: [early] };
  const reading = readSource(script.text, { depth: maxDepth, systemId: dtdName });
  if (reading.kind === 'refused') return { ok: false, findings: [refusalFinding(script, reading.refusal)] };

  if (reading.kind === 'tree' && memory?.has(script.text)) return { ok: true, root: reading.root };

  const validate = await loadDtdValidation();
  const mistakes = validate(script.text);
  if (mistakes.length > 0) {
    return {
      ok: false,
      findings: mistakes.map(({ message, line, column }) => ({
        file: script.file,
        line,
        column,
        rule: 'gate/dtd',
        severity: 'error' as const,
        message,
        advice: adviceFor(message),
      })),
    };
  }
  if (reading.kind === 'malformed') return { ok: false, findings: [refusalFinding(script, reading.refusal)] };
  memory?.add(script.text);
  return { ok: true, root: reading.root };
}

/** The tree of a text that has passed the gate before, e.g. one that the engine kept itself. */
export function readPassed(text: string): SourceElement | null {
  const reading = readSource(text, { depth: maxDepth, systemId: dtdName });
  return reading.kind === 'tree' ? reading.root : null;
}

function limitFinding({ file, text }: ScriptFile): Finding | null {
  const refuse = (rule: string, message: string, advice: string, offset = 0): Finding => ({
    file,
    ...createPositions(text)(offset),
    rule,
    severity: 'error',
    message,
    advice,
  });
  // A UTF-16 unit is at least one byte and at most three in UTF-8.
  if (text.length > maxBytes || Buffer.byteLength(text) > maxBytes)
    return {
      file,
      line: 1,
      column: 1,
      rule: 'gate/size',
      severity: 'error',
      message: 'The script is larger than 1 MB',
      advice: 'Divide it into several scripts',
    };
  const nul = text.indexOf('\0');
  if (nul >= 0) return refuse('gate/nul', 'The file contains a NUL character', 'Save it as plain UTF-8 text', nul);
  const encoding = /^\uFEFF?<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1];
  if (encoding && encoding.toLowerCase() !== 'utf-8')
    return refuse(
      'gate/encoding',
      `The file says that it is written in ${encoding.slice(0, 40)}`,
      'Save it as UTF-8 and write encoding="UTF-8"',
    );
  return null;
}

function refusalFinding(
  script: ScriptFile,
  refusal: { readonly rule: string; readonly message: string; readonly advice: string; readonly offset: number },
): Finding {
  const { rule, message, advice, offset } = refusal;
  return { file: script.file, ...createPositions(script.text)(offset), rule, severity: 'error', message, advice };
}

function adviceFor(message: string): string {
  if (message.includes('no DTD found')) return `Write <!DOCTYPE script SYSTEM "${dtdName}"> before <script>`;
  if (message.includes('does not follow the DTD')) return 'Put the elements in the order that the message expects';
  if (message.includes('No declaration for')) return 'Look for a mistake in its name; the DTD lists what there is';
  if (message.includes('does not carry attribute')) return 'Add the attribute';
  if (message.includes('not among the enumerated set')) return 'Use one of the values that the DTD lists';
  return 'Compare with the description of the element in caruso-script-1.dtd';
}
