import { formatCell, inLanguage } from './format-cell.js';
import type { Cell } from './format-cell.js';
import type { DocumentSource, ReportDocument } from './document.js';

const words = {
  en: { from: 'From', to: 'to', total: 'Total', formulas: 'How the figures are computed' },
  pt: { from: 'De', to: 'a', total: 'Total', formulas: 'Como se calculam os valores' },
} as const;

/** A page of its own, without scripts or outside resources, to read, print or send. */
export function html({ report, note }: DocumentSource, language: string): ReportDocument {
  const { columns } = report;
  const text = language === 'pt' ? words.pt : words.en;
  const title = escape(inLanguage(report.title, language));
  const time = (instant: string): string =>
    escape(new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant)));
  const grouped = columns[0]?.unit === 'text' && report.totals[0] === null;
  const row = (cells: readonly Cell[]): string =>
    cells
      .map((cell, index) => {
        const unit = columns[index]?.unit ?? 'text';
        return `<td${unit === 'text' ? '' : ' class="n"'}>${escape(formatCell(cell, unit, language))}</td>`;
      })
      .join('');
  const head = columns
    .map(({ label, unit }) => {
      const suffix = unit === 'seconds' ? ' (s)' : '';
      return `<th scope="col"${unit === 'text' ? '' : ' class="n"'}>${escape(inLanguage(label, language))}${suffix}</th>`;
    })
    .join('');
  const explained = columns.map(
    ({ label, formula }) =>
      `<dt>${escape(inLanguage(label, language))}</dt><dd>${escape(inLanguage(formula, language))}</dd>`,
  );
  const totals = grouped ? [text.total, ...report.totals.slice(1)] : report.totals;
  const body = `<!doctype html>
<html lang="${escape(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b1f24}
div{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{padding:.4rem .7rem;border-bottom:1px solid #d5d9de;text-align:left}
.n{text-align:right;font-variant-numeric:tabular-nums}tfoot td{font-weight:600;border-top:2px solid #1b1f24}
dt{font-weight:600}dd{margin:0 0 .4rem}p{color:#4a525c}</style></head><body>
<h1>${title}</h1><p>${text.from} ${time(report.from)} ${text.to} ${time(report.to)}</p>
<div tabindex="0" role="region" aria-label="${title}"><table><thead><tr>${head}</tr></thead>
<tbody>${report.rows.map((cells) => `<tr>${row(cells)}</tr>`).join('\n')}</tbody>
<tfoot><tr>${row(totals)}</tr></tfoot></table></div>
${note === undefined ? '' : `<p>${escape(inLanguage(note, language))}</p>`}
<h2>${text.formulas}</h2><dl>${explained.join('\n')}</dl>
</body></html>
`;
  return { mediaType: 'text/html; charset=utf-8', body };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
