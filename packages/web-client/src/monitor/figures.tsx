import { useTranslation } from 'react-i18next';
import type { Monitor } from '../api/contracts.js';
import { SimulatedBadge } from '../design/badge.js';
import { Tiles } from './tiles.js';

/** The figures of the day; those of demo calls stand below, never in one sum with real ones. */
export function Figures({
  today,
  simulatedToday,
}: {
  readonly today: Monitor;
  readonly simulatedToday: Monitor | null;
}) {
  const { t } = useTranslation();
  if (simulatedToday === null) return <Tiles today={today.total} />;
  return (
    <>
      <h2 className="small">{t('monitor.realCalls')}</h2>
      <Tiles today={today.total} />
      <h2 className="small">
        {t('monitor.demoCalls')} <SimulatedBadge />
      </h2>
      <Tiles today={simulatedToday.total} />
    </>
  );
}
