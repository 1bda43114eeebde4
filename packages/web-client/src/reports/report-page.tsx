import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { reportQuery, reportsQuery } from '../api/queries.js';
import { address } from '../api/request.js';
import { Answer } from '../design/answer.js';
import { Empty } from '../design/empty.js';
import { IconChartBar, IconChevronLeft, IconDownload } from '../design/icons.js';
import { Page } from '../design/page.js';
import { Panel } from '../design/panel.js';
import { useFormats } from '../formats/use-formats.js';
import { useLabel } from '../texts/label.js';
import type { ChosenPeriod } from './period-picker.js';
import { PeriodPicker } from './period-picker.js';
import { periodBetween, periodOf } from './period.js';
import { ReportTable } from './report-table.js';
import styles from './reports.module.css';

/** `YYYY-MM-DD` on the reader's calendar (the Swedish form is ISO 8601). */
const today = () => new Date().toLocaleDateString('sv');

function Downloads({ name, from, to }: { readonly name: string; readonly from: string; readonly to: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage;
  const link = (format: 'csv' | 'json') => (
    <Button
      component="a"
      href={address('/api/reports/:name', { params: { name }, query: { from, to, format, language } })}
      download={`${name}.${format}`}
      variant="default"
      size="xs"
      leftSection={<IconDownload size={15} aria-hidden />}
    >
      {t('reports.download', { format: format.toUpperCase() })}
    </Button>
  );
  return (
    <div className="row">
      {link('csv')}
      {link('json')}
    </div>
  );
}

export function ReportPage() {
  const { t } = useTranslation();
  const label = useLabel();
  const formats = useFormats();
  const { name = '' } = useParams();
  const [chosen, setChosen] = useState<ChosenPeriod>(() => ({ name: 'today', first: today(), last: today() }));
  const [now] = useState(() => new Date());
  const period = chosen.name === 'custom' ? periodBetween(chosen.first, chosen.last) : periodOf(chosen.name, now);
  const { from, to } = period ?? periodOf('today', now);
  const names = useQuery(reportsQuery);
  const report = useQuery({
    ...reportQuery(name, from, to),
    enabled: period !== null,
    placeholderData: keepPreviousData,
  });
  const title = label(report.data?.title ?? names.data?.find((each) => each.name === name)?.title) || name;
  return (
    <Page
      title={title}
      lead={t('reports.span', { from: formats.dateTime(from), to: formats.dateTime(to) })}
      aside={<Downloads name={name} from={from} to={to} />}
    >
      <div className="row-between">
        <PeriodPicker chosen={chosen} onChoose={setChosen} />
        <Link to="/reports" className="row plain-link soft">
          <IconChevronLeft size={16} aria-hidden /> {t('reports.all')}
        </Link>
      </div>
      {period === null && (
        <p role="alert" className="notice warning">
          {t('reports.wrongPeriod')}
        </p>
      )}
      <Answer query={report} lines={6}>
        {(loaded) => (
          <>
            <div className="panel">
              {loaded.rows.length === 0 ? (
                <Empty icon={<IconChartBar size={40} stroke={1.5} aria-hidden />} title={t('reports.nothing')}>
                  {t('reports.nothingAdvice')}
                </Empty>
              ) : (
                <ReportTable report={loaded} />
              )}
            </div>
            <Panel title={t('reports.formulas')}>
              <dl className={styles.formulas}>
                {loaded.columns.map((column) => (
                  <div key={column.name}>
                    <dt>{label(column.label)}</dt>
                    <dd>{label(column.formula)}</dd>
                  </div>
                ))}
              </dl>
            </Panel>
          </>
        )}
      </Answer>
    </Page>
  );
}
