import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { reportsQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { Empty } from '../design/empty.js';
import { IconChartBar, IconChevronRight } from '../design/icons.js';
import { Page } from '../design/page.js';
import { useLabel } from '../texts/label.js';
import styles from './reports.module.css';

export function ReportsPage() {
  const { t } = useTranslation();
  const label = useLabel();
  const reports = useQuery(reportsQuery);
  return (
    <Page title={t('pages.reports')} lead={t('reports.lead')}>
      <Answer query={reports}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon={<IconChartBar size={40} stroke={1.5} aria-hidden />} title={t('reports.none')}>
              {t('reports.noneAdvice')}
            </Empty>
          ) : (
            <ul className={styles.cards}>
              {list.map((report) => (
                <li key={report.name}>
                  <Link to={`/reports/${encodeURIComponent(report.name)}`} className={styles.card}>
                    <IconChartBar size={22} aria-hidden />
                    <span>{label(report.title)}</span>
                    <IconChevronRight size={18} aria-hidden />
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Page>
  );
}
