import { useTranslation } from 'react-i18next';
import type { QueueInfo, WaitingItem } from '../api/contracts.js';
import { Badge, SimulatedBadge } from '../design/badge.js';
import { IconCircleCheck } from '../design/icons.js';
import { Panel } from '../design/panel.js';
import { secondsSince } from '../formats/durations.js';
import { Ticking } from '../formats/ticking.js';
import { useNow } from '../formats/use-now.js';
import { useLabel } from '../texts/label.js';
import styles from './monitor.module.css';

/** Longest waiting first; who waits longer than the queue's goal stands out. */
export function WaitingList({
  items,
  queues,
}: {
  readonly items: readonly WaitingItem[];
  readonly queues: readonly QueueInfo[];
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const now = useNow();
  const waiting = items
    .filter(({ state }) => state !== 'accepted')
    .toSorted((one, other) => one.since.localeCompare(other.since));
  return (
    <Panel title={t('monitor.waiting')} count={waiting.length} flush={waiting.length > 0}>
      {waiting.length === 0 ? (
        <p className="row soft">
          <IconCircleCheck size={18} aria-hidden /> {t('monitor.noneWaiting')}
        </p>
      ) : (
        <ul className={styles.list}>
          {waiting.map((item) => {
            const queue = queues.find((each) => each.queue === item.queue);
            const late = queue !== undefined && secondsSince(item.since, now) > queue.answerWithinSeconds;
            return (
              <li key={item.id} className={late ? styles.late : undefined}>
                <div>
                  <p className={styles.name}>
                    {item.title} {item.simulated && <SimulatedBadge />}
                  </p>
                  <p className={styles.sub}>{queue ? label(queue.label) : item.queue}</p>
                </div>
                {item.state === 'offered' ? (
                  <Badge tone="info">{t('monitor.ringing')}</Badge>
                ) : late ? (
                  <Badge tone="bad">{t('monitor.late')}</Badge>
                ) : (
                  <Badge tone="idle">{t('monitor.inLine')}</Badge>
                )}
                <Ticking since={item.since} className={styles.time} />
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
