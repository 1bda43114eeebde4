import { useTranslation } from 'react-i18next';
import type { MonitorInfo, QueueInfo } from '../api/contracts.js';
import { DataTable } from '../design/data-table.js';
import { Panel } from '../design/panel.js';
import { Scroller } from '../design/scroller.js';
import { clock, secondsSince } from '../formats/durations.js';
import { Ticking } from '../formats/ticking.js';
import { useFormats } from '../formats/use-formats.js';
import { useNow } from '../formats/use-now.js';
import { useLabel } from '../texts/label.js';
import styles from './monitor.module.css';

export function QueueTable({ monitor }: { readonly monitor: MonitorInfo }) {
  const { t } = useTranslation();
  const label = useLabel();
  const formats = useFormats();
  const now = useNow();
  const today = (queue: QueueInfo) => monitor.today.queues.find((each) => each.queue === queue.queue);
  const seconds = (value: number | null | undefined) => (value == null ? '–' : clock(value));
  return (
    <Panel title={t('monitor.queues')} count={monitor.work.queues.length} flush>
      <Scroller label={t('monitor.queues')}>
        <DataTable
          caption={t('monitor.queues')}
          rows={monitor.work.queues}
          rowKey={({ queue }) => queue}
          emphasised={(queue) =>
            queue.longestSince !== undefined && secondsSince(queue.longestSince, now) > queue.answerWithinSeconds
          }
          columns={[
            {
              key: 'queue',
              header: t('monitor.queue'),
              lead: true,
              cell: (queue) => <span className="strong">{label(queue.label)}</span>,
            },
            {
              key: 'waiting',
              header: t('monitor.waitingNow'),
              end: true,
              cell: ({ waiting }) => <span className={waiting > 0 ? styles.waitingCount : 'soft'}>{waiting}</span>,
            },
            {
              key: 'longest',
              header: t('monitor.longest'),
              end: true,
              cell: ({ longestSince }) =>
                longestSince === undefined ? <span className="soft">–</span> : <Ticking since={longestSince} />,
            },
            { key: 'ready', header: t('monitor.readyAgents'), end: true, cell: ({ readyAgents }) => readyAgents },
            {
              key: 'received',
              header: t('monitor.received'),
              end: true,
              cell: (queue) => formats.number(today(queue)?.received ?? 0),
            },
            {
              key: 'answered',
              header: t('monitor.figure.answered'),
              end: true,
              cell: (queue) => formats.number(today(queue)?.answered ?? 0),
            },
            {
              key: 'abandoned',
              header: t('monitor.figure.abandoned'),
              end: true,
              cell: (queue) => formats.number(today(queue)?.abandoned ?? 0),
            },
            {
              key: 'level',
              header: t('monitor.figure.serviceLevel'),
              end: true,
              cell: (queue) => {
                const level = today(queue)?.serviceLevel;
                return level == null ? '–' : formats.percent(level);
              },
            },
            {
              key: 'wait',
              header: t('monitor.figure.averageWait'),
              end: true,
              cell: (queue) => seconds(today(queue)?.averageWaitSeconds),
            },
          ]}
        />
      </Scroller>
    </Panel>
  );
}
