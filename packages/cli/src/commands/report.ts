import { CarusoError, systemPrincipal } from '@caruso/core-service-manager/contract';
import { Reporting } from '@caruso/reporting/contract';
import type { Report } from '@caruso/reporting/contract';
import { exitCodes } from '../terminal/exit-codes.js';
import { withOfflineApplication } from '../terminal/offline-application.js';
import { print, table } from '../terminal/output.js';
import { callApi, findRunning } from '../terminal/running-application.js';
import type { ConnectionOptions } from '../terminal/running-application.js';

export interface ReportOptions extends ConnectionOptions {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly format?: string | undefined;
}

/** Runs a report over the event log of a running or stopped application. Without a format: a table for a person. */
export async function report(name: string, options: ReportOptions): Promise<number> {
  const format = checkFormat(options.format);
  const period = { ...instantOption('from', options.from), ...instantOption('to', options.to) };
  const running = await findRunning(options);
  if (running !== undefined) {
    const query = new URLSearchParams({ ...period, ...(format === undefined ? {} : { format }) });
    show(await callApi(running, 'GET', `/api/reports/${encodeURIComponent(name)}?${query.toString()}`), format);
    return exitCodes.done;
  }
  const components = ['expressions', 'storage-manager', 'business-objects', 'reporting'];
  await withOfflineApplication({ ...options, components }, async (manager) => {
    const reporting = manager.use(Reporting);
    const call = { principal: systemPrincipal('command-line') };
    if (format === undefined) show(await reporting.run({ report: name, ...period }, call), format);
    else show((await reporting.render({ report: name, ...period, format, language: 'en' }, call)).body, format);
  });
  return exitCodes.done;
}

function show(result: unknown, format: string | undefined): void {
  if (format !== undefined) print(typeof result === 'string' ? result.trimEnd() : JSON.stringify(result, null, 2));
  else print(asTable(result as Report));
}

function asTable({ title, from, to, columns, rows, totals }: Report): string {
  const cells = (row: readonly (string | number | null)[]): string[] =>
    row.map((value, index) => cell(value, columns[index]?.unit));
  const head = columns.map(({ label, name }) => label['en'] ?? name);
  const body = rows.length === 0 ? 'Nothing happened in this time.' : table(head, [...rows.map(cells), cells(totals)]);
  const formulas = columns.map(({ label, name, formula }) => `  ${label['en'] ?? name}: ${formula['en'] ?? ''}`);
  return [`${title['en'] ?? ''}  ${from} to ${to}`, '', body, '', ...formulas].join('\n').trimEnd();
}

function cell(value: string | number | null, unit: string | undefined): string {
  if (value === null) return '-';
  if (typeof value === 'string') return value;
  if (unit === 'percent') return `${(value * 100).toFixed(1)} %`;
  return unit === 'seconds' ? `${value.toFixed(1)} s` : String(value);
}

function checkFormat(format: string | undefined): 'csv' | 'json' | 'html' | 'pdf' | undefined {
  if (format === undefined || format === 'csv' || format === 'json' || format === 'html' || format === 'pdf')
    return format;
  throw new CarusoError('invalid', `"${format}" is no format; csv, json, html and pdf are.`);
}

function instantOption(name: 'from' | 'to', value: string | undefined): Record<string, string> {
  if (value === undefined) return {};
  // Date.parse alone takes "5" for a month and "1/2/2026" in the American order.
  const time = /^\d{4}-\d{2}-\d{2}(T.+)?$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time))
    throw new CarusoError('invalid', `--${name} "${value}" is no time; 2026-11-22 or 2026-11-22T14:00:00Z is.`);
  return { [name]: new Date(time).toISOString() };
}
