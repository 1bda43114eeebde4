import type { Finding } from '@caruso/core-service-manager/contract';
import type { ExpressionLanguage } from '../expressions/compile-source.js';
import { parseModelFile } from '../files/parse-model-file.js';
import type { ModelFile } from '../files/parse-model-file.js';
import type { ClassDraft } from '../model/class-draft.js';
import type { ClassModel, Model } from '../model/class-model.js';
import { compileClass } from '../model/compile-class.js';
import { mergeOverlays } from '../model/merge-overlays.js';
import { attributeFindings } from './attribute-rules.js';
import { labelFindings } from './label-rules.js';
import { nameFindings } from './name-rules.js';
import { relationFindings } from './relation-rules.js';

export interface CheckedModel {
  /** The classes that compile; all of them when there is no finding of severity `error`. */
  readonly model: Model;
  readonly drafts: ReadonlyMap<string, ClassDraft>;
  /** In the order of the files, then of the lines. */
  readonly findings: readonly Finding[];
}

/** Reads, checks and compiles model files; finds every mistake in one go. */
export function checkModel(
  files: readonly ModelFile[],
  stores: readonly string[],
  language: ExpressionLanguage,
): CheckedModel {
  const parsed = files.map(parseModelFile);
  const merged = mergeOverlays(parsed.flatMap(({ source }) => (source ? [source] : [])));
  const context = { drafts: merged.drafts, stores };
  const compiled = [...merged.drafts.values()].map((draft) => compileClass(draft, language));
  const findings = [
    ...parsed.flatMap((file) => file.findings),
    ...merged.findings,
    ...[...merged.drafts.values()].flatMap((draft) => [
      ...nameFindings(draft, context),
      ...relationFindings(draft, context),
      ...attributeFindings(draft, context),
      ...labelFindings(draft),
    ]),
    ...compiled.flatMap((outcome) => outcome.findings),
  ];
  const model = new Map(
    compiled.flatMap((outcome): [string, ClassModel][] => (outcome.model ? [[outcome.model.name, outcome.model]] : [])),
  );
  return { model, drafts: merged.drafts, findings: inOrder(findings, files) };
}

export function inOrder(findings: readonly Finding[], files: readonly ModelFile[]): readonly Finding[] {
  const order = new Map(files.map((file, index) => [file.file, index]));
  return findings.toSorted(
    (a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.line - b.line || a.column - b.column,
  );
}
