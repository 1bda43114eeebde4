import type { Scope } from '@caruso/expressions/contract';
import type { Report } from '../contract/index.js';
import type { CompiledReport } from '../definitions/compile-report.js';
import type { ContactFact } from '../facts/contact-fact.js';
import type { Period } from '../periods/period.js';
import { contactScope } from './contact-scope.js';
import type { Goals } from './contact-scope.js';
import { groupBy } from './group-by.js';
import { groupColumns } from './group-columns.js';

type Cell = string | number | null;

/** The report over these facts. Rows by the name of their group, contacts without one last; the totals are over all contacts. */
export function runReport(
  { file, where, values }: CompiledReport,
  facts: readonly ContactFact[],
  { from, to }: Period,
  goals: Goals,
): Report {
  const counted = facts
    .filter(({ simulated }) => simulated === (file.simulated === 'only'))
    .map((fact) => contactScope(fact, goals))
    .filter((scope) => where === undefined || where.evaluate(scope) === true);
  const cells = (contacts: readonly Scope[]): Cell[] => values.map((program) => cell(program.evaluate({ contacts })));
  const { group } = file;
  const columns = file.columns.map(({ name, label, unit, value, formula }) => ({
    name,
    label,
    unit,
    formula: formula ?? { en: value },
  }));
  return {
    name: file.report,
    title: file.title,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    columns: group === undefined ? columns : [groupColumns[group], ...columns],
    rows: group === undefined ? [] : groupsOf(counted, group).map(([key, contacts]) => [key, ...cells(contacts)]),
    totals: group === undefined ? cells(counted) : [null, ...cells(counted)],
  };
}

function groupsOf(contacts: readonly Scope[], group: string): readonly (readonly [string | null, readonly Scope[]])[] {
  const groups = groupBy(contacts, (contact) => {
    const key = contact[group];
    return typeof key === 'string' ? key : null;
  });
  return [...groups].toSorted(([a], [b]) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return a < b ? -1 : 1;
  });
}

/** Nothing can be said of what is no number: no answered call, no average. */
function cell(value: unknown): Cell {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' ? value : null;
}
