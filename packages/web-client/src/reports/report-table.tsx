import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Report } from '../api/contracts.js';
import { Scroller } from '../design/scroller.js';
import { useQueueName } from '../desk/use-queue-name.js';
import { useFormats } from '../formats/use-formats.js';
import { useLabel } from '../texts/label.js';
import styles from './reports.module.css';

type Value = string | number | null;

export function ReportTable({ report }: { readonly report: Report }) {
  const { t } = useTranslation();
  const label = useLabel();
  const formats = useFormats();
  const queueName = useQueueName();
  const show = (value: Value | undefined, unit: Report['columns'][number]['unit']): string => {
    if (value === null || value === undefined) return '–';
    if (typeof value === 'string') return value;
    if (unit === 'seconds') return formats.duration(value);
    return unit === 'percent' ? formats.percent(value) : formats.number(value);
  };
  const end = (unit: Report['columns'][number]['unit']) => (unit === 'text' ? undefined : 'end');
  return (
    <Scroller label={label(report.title)}>
      <table className="table">
        <caption className="unseen">{label(report.title)}</caption>
        <thead>
          <tr>
            {report.columns.map((column) => (
              <th key={column.name} scope="col" className={end(column.unit)}>
                <Tooltip label={label(column.formula)}>
                  <button type="button" className={styles.head}>
                    {label(column.label)}
                  </button>
                </Tooltip>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.rows.map((row) => (
            <tr key={row.join('|')}>
              {report.columns.map((column, index) => (
                <td key={column.name} className={end(column.unit)}>
                  {column.name === 'queue' && typeof row[index] === 'string'
                    ? queueName(row[index])
                    : show(row[index], column.unit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            {report.columns.map((column, index) =>
              index === 0 ? (
                <th key={column.name} scope="row">
                  {report.totals[index] ?? t('reports.total')}
                </th>
              ) : (
                <td key={column.name} className={end(column.unit)}>
                  {show(report.totals[index], column.unit)}
                </td>
              ),
            )}
          </tr>
        </tfoot>
      </table>
    </Scroller>
  );
}
