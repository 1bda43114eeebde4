import type { Finding } from '@caruso/core-service-manager/contract';
import type { ValueType } from '@caruso/expressions/contract';
import { attributeTypeSchema } from '../contract/index.js';
import type { AttributeType, Label } from '../contract/index.js';
import { compileFormula, compileTitle } from '../expressions/compile-source.js';
import type { ExpressionLanguage, Outcome } from '../expressions/compile-source.js';
import { findingAt } from '../files/source-place.js';
import type { AttributeData, CodeTableData, LabelData, Path } from '../files/source-file.js';
import { attributesOf } from '../rights/row-rule.js';
import { parseRowRule } from '../rights/parse-row-rule.js';
import { draftFinding } from './class-draft.js';
import type { ClassDraft, RightDraft } from './class-draft.js';
import { bookkeepingColumns, snakeCase } from './class-model.js';
import type { Attribute, ClassModel, Default, Relation, Right } from './class-model.js';
import { attributeValueType, callerType } from './value-types.js';

/** What stands in for a part that does not compile: the finding is what counts, the class is never run. */
export interface CompiledClass {
  readonly model: ClassModel | null;
  readonly findings: readonly Finding[];
}

/** Compiles a class's expressions, titles and row rules; findings stand at the place inside the expression. */
export function compileClass(draft: ClassDraft, language: ExpressionLanguage): CompiledClass {
  const findings: Finding[] = [];
  const report = <T>(outcome: Outcome<T>, path: Path, what: string): T | null => {
    if ('value' in outcome) return outcome.value;
    for (const problem of outcome.problems) {
      findings.push(
        draftFinding(
          draft,
          { path, within: problem.from },
          { rule: 'objects/expression', message: `${what}: ${problem.message}`, advice: problem.advice },
        ),
      );
    }
    return null;
  };
  const variables = Object.fromEntries(
    [...draft.attributes].map(([name, data]) => [name, attributeValueType(typeOf(data))]),
  );

  // Derived attributes and defaults lean on stored ones only, so that the order of computing never matters.
  const storedVariables = Object.fromEntries(
    Object.entries(variables).filter(([name]) => draft.attributes.get(name)?.derived === undefined),
  );

  const attributes = new Map<string, Attribute>();
  for (const [name, data] of draft.attributes)
    attributes.set(name, compileAttribute(name, data, storedVariables, language, report));
  const stored = new Set(
    [...attributes.values()].filter((attribute) => !attribute.derived).map((attribute) => attribute.name),
  );

  const title = report(compileTitle(language, draft.data.title ?? draft.name, variables), ['title'], 'title');
  const rights = draft.rights.map((right) => compileRight(right, variables, stored, language, findings));
  if (findings.length > 0 || !title) return { model: null, findings };
  return {
    findings,
    model: {
      name: draft.name,
      label: labelOf(draft.data.label, draft.name),
      labels: labelOf(draft.data.labels, draft.name),
      store: draft.data.store ?? 'own',
      table: draft.data.table ?? snakeCase(draft.name),
      kind: draft.data.kind ?? 'table',
      key: draft.data.key ?? [],
      title,
      search: draft.data.search ?? [],
      attributes,
      relations: new Map(
        [...draft.relations].map(([relation, data]): [string, Relation] => [
          relation,
          {
            name: relation,
            class: data.class ?? '',
            to: data.to ?? 'many',
            on: Object.entries(data.on ?? {}).map(([own, other]) => ({ own, other })),
            label: labelOf(data.label, relation),
            orderBy: (data.orderBy ?? []).map((order) => ({
              attribute: order.replace(/^-/, ''),
              direction: order.startsWith('-') ? 'desc' : 'asc',
            })),
          },
        ]),
      ),
      rights,
      versioned: draft.data.versioned ?? null,
      audited: draft.data.audited ?? null,
    },
  };
}

type Report = <T>(outcome: Outcome<T>, path: Path, what: string) => T | null;

function compileAttribute(
  name: string,
  data: AttributeData,
  variables: Readonly<Record<string, ValueType>>,
  language: ExpressionLanguage,
  report: Report,
): Attribute {
  const path = ['attributes', name];
  const type = typeOf(data);
  const column = data.derived === undefined ? (data.column ?? snakeCase(name)) : null;
  const derived =
    data.derived === undefined
      ? null
      : report(compileFormula(language, data.derived, variables, attributeValueType(type)), [...path, 'derived'], name);
  return {
    name,
    type,
    column,
    label: labelOf(data.label, name),
    required: data.required ?? false,
    default: compileDefault(name, data, type, variables, language, report),
    eightDigits: data.format === 'YYYYMMDD',
    flags: data.true !== undefined && data.false !== undefined ? { true: data.true, false: data.false } : null,
    codes: codesOf(data.codes),
    precision: data.precision ?? (type === 'money' ? 18 : type === 'decimal' ? 24 : null),
    scale: data.scale ?? (type === 'money' ? 2 : type === 'decimal' ? 6 : null),
    maxLength: data.maxLength ?? null,
    currency: data.currency ?? null,
    references: type === 'reference' ? (data.class ?? null) : null,
    derived,
    generated: data.generated ?? false,
    bookkeeping: (bookkeepingColumns as readonly string[]).includes(column ?? ''),
    audited: data.audited ?? true,
    readers: data.rights?.read ?? null,
    writers: data.rights?.write ?? null,
  };
}

function compileDefault(
  name: string,
  data: AttributeData,
  type: AttributeType,
  variables: Readonly<Record<string, ValueType>>,
  language: ExpressionLanguage,
  report: Report,
): Default {
  const value = data.default;
  if (value === undefined) return { kind: 'none' };
  if (typeof value !== 'string' || !value.startsWith('=')) return { kind: 'constant', value };
  const program = report(
    compileFormula(language, value, { ...variables, caller: callerType }, attributeValueType(type)),
    ['attributes', name, 'default'],
    `default of ${name}`,
  );
  return program ? { kind: 'expression', program } : { kind: 'none' };
}

function compileRight(
  right: RightDraft,
  variables: Readonly<Record<string, ValueType>>,
  stored: ReadonlySet<string>,
  language: ExpressionLanguage,
  findings: Finding[],
): Right {
  const { roles, actions, rows } = right.data;
  const base = { roles: roles ?? [], actions: actions ?? [] };
  if (rows === undefined) return { ...base, rows: null };
  const path = [...right.path, 'rows'];
  const add = (from: number, message: string, advice: string): void => {
    findings.push(
      findingAt(
        right.source,
        { path, within: from },
        { rule: 'objects/row-rule', message: `rows: ${message}`, advice },
      ),
    );
  };
  // The language's own check first: its messages on types are better than "cannot be translated".
  const compiled = language.compile(rows, {
    variables: { ...variables, caller: callerType },
    expected: { kind: 'boolean' },
    now: language.now,
  });
  if (!compiled.ok) for (const problem of compiled.problems) add(problem.from, problem.message, problem.advice);
  const parsed = parseRowRule(rows);
  if (!parsed.ok) {
    if (compiled.ok)
      add(
        parsed.problem.from,
        parsed.problem.message,
        'Row rules compare an attribute with a constant or with caller.id, caller.kind or caller.customer, by =, !=, <, <=, >, >= or in, joined by and, or, not(…)',
      );
    return { ...base, rows: null };
  }
  for (const attribute of attributesOf(parsed.rule)) {
    if (compiled.ok && !stored.has(attribute.name))
      add(
        attribute.from,
        `${attribute.name} is derived: no table can be asked for it`,
        'Use the attributes it is made of',
      );
  }
  return { ...base, rows: parsed.rule };
}

export function typeOf(data: AttributeData): AttributeType {
  return attributeTypeSchema.safeParse(data.type).data ?? 'text';
}

function labelOf(label: LabelData | undefined, fallback: string): Label {
  return { en: fallback, ...label };
}

export function isCodeTable(codes: NonNullable<AttributeData['codes']>): codes is CodeTableData {
  return 'table' in codes && typeof codes.table === 'string';
}

function codesOf(codes: AttributeData['codes']): Attribute['codes'] {
  if (!codes) return null;
  if (isCodeTable(codes)) {
    return {
      kind: 'table',
      table: {
        table: codes.table,
        value: codes.value ?? 'code',
        language: codes.language ?? null,
        text: codes.text ?? 'text',
        where: codes.where ?? {},
      },
    };
  }
  return {
    kind: 'inline',
    values: Object.entries(codes).map(([value, label]) => ({ value, label: labelOf(label, value) })),
  };
}
