import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Monitor } from '../api/contracts.js';
import { IconInfoCircle } from '../design/icons.js';
import { clock } from '../formats/durations.js';
import { useFormats } from '../formats/use-formats.js';
import styles from './monitor.module.css';

/** Below this the service level is shown as too low. 80% is the goal most contact centres set (80/20). */
const goal = 0.8;

export function Tiles({ today }: { readonly today: Monitor['total'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const seconds = (value: number | null) => (value === null ? '–' : clock(value));
  const tiles = [
    { name: 'received', value: formats.number(today.received) },
    { name: 'answered', value: formats.number(today.answered) },
    { name: 'abandoned', value: formats.number(today.abandoned) },
    {
      name: 'serviceLevel',
      value: today.serviceLevel === null ? '–' : formats.percent(today.serviceLevel),
      low: today.serviceLevel !== null && today.serviceLevel < goal,
    },
    { name: 'averageWait', value: seconds(today.averageWaitSeconds) },
    { name: 'averageTalk', value: seconds(today.averageTalkSeconds) },
  ] as const;
  return (
    <dl className={styles.tiles}>
      {tiles.map(({ name, value, ...rest }) => (
        <div key={name} className={'low' in rest && rest.low ? `${styles.tile} ${styles.low}` : styles.tile}>
          <dt>
            {t(`monitor.figure.${name}`)}
            <Tooltip label={t(`monitor.formula.${name}`)}>
              <button
                type="button"
                className={styles.why}
                aria-label={t('monitor.how', {
                  figure: t(`monitor.figure.${name}`),
                  formula: t(`monitor.formula.${name}`),
                })}
              >
                <IconInfoCircle size={16} aria-hidden />
              </button>
            </Tooltip>
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
