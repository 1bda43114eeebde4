import { inLanguage } from './format-cell.js';
import type { Cell } from './format-cell.js';
import type { DocumentSource, ReportDocument } from './document.js';

/**
 * RFC 4180, in UTF-8 with a byte order mark (spreadsheets take it for Latin-1 else): a line of labels, the rows, the totals.
 * Numbers are plain (`0.5` for 50 %), so that a program can read them; what is not known is empty.
 */
export function csv({ report }: DocumentSource, language: string): ReportDocument {
  const head = report.columns.map(({ label }) => inLanguage(label, language));
  const totals = report.columns.map(({ unit }, index) =>
    index === 0 && unit === 'text' && report.totals[0] === null
      ? (totalLabels[language] ?? 'Total')
      : (report.totals[index] ?? null),
  );
  const lines = [head, ...report.rows, totals].map((row) => row.map(field).join(','));
  return { mediaType: 'text/csv; charset=utf-8', body: `\uFEFF${lines.join('\r\n')}\r\n` };
}

const totalLabels: Readonly<Record<string, string>> = { en: 'Total', pt: 'Total' };

function field(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  // OWASP, CSV injection: a spreadsheet runs what begins so as a formula.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
