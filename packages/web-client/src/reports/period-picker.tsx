import { SegmentedControl, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PeriodName } from './period.js';
import { periodNames } from './period.js';
import styles from './reports.module.css';

export interface ChosenPeriod {
  readonly name: PeriodName;
  /** `YYYY-MM-DD`, for a period of one's own. */
  readonly first: string;
  readonly last: string;
}

export function PeriodPicker({
  chosen,
  onChoose,
}: {
  readonly chosen: ChosenPeriod;
  readonly onChoose: (period: ChosenPeriod) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles.picker}>
      <SegmentedControl
        aria-label={t('reports.period')}
        value={chosen.name}
        onChange={(name) => onChoose({ ...chosen, name: name as PeriodName })}
        data={periodNames.map((name) => ({ value: name, label: t(`reports.periods.${name}`) }))}
      />
      {chosen.name === 'custom' && (
        <>
          <TextInput
            type="date"
            size="xs"
            label={t('reports.first')}
            value={chosen.first}
            max={chosen.last}
            onChange={(event) => onChoose({ ...chosen, first: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            size="xs"
            label={t('reports.last')}
            value={chosen.last}
            min={chosen.first}
            onChange={(event) => onChoose({ ...chosen, last: event.currentTarget.value })}
          />
        </>
      )}
    </div>
  );
}
