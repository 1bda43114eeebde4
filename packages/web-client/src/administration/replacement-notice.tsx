import { useTranslation } from 'react-i18next';
import type { ReplacementReport, ServiceInfo } from '../api/contracts.js';
import { IconAlertTriangle, IconCircleCheck, IconClock } from '../design/icons.js';
import { useFormats } from '../formats/use-formats.js';

/** What became of a change, with the calls that had to be ended by name. */
export function ReplacementNotice({
  report,
  component,
}: {
  readonly report: ReplacementReport;
  /** As it is now: one that was added may have to wait for what it needs. */
  readonly component: ServiceInfo | undefined;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { name, from, to, startMs, drainMs, handedOver, stuck } = report;
  const times = { name, from, to, start: formats.number(startMs), drain: formats.number(drainMs) };
  const isWaiting = from === null && component?.state === 'waiting';
  const done = isWaiting ? 'waiting' : from === null ? 'added' : to === null ? 'stopped' : 'replaced';
  const isSmooth = !isWaiting && stuck.length === 0;
  const Icon = isWaiting ? IconClock : isSmooth ? IconCircleCheck : IconAlertTriangle;
  return (
    <div role="status" className={isSmooth ? 'notice ok' : 'notice warning'}>
      <Icon size={20} aria-hidden />
      <div className="notice-body">
        <p>{t(`components.done.${done}`, times)}</p>
        {isWaiting && component.reason !== undefined && (
          <p className="small lines" lang="en">
            {component.reason}
          </p>
        )}
        {handedOver.length > 0 && <p>{t('components.handedOver', { contracts: handedOver.join(', ') })}</p>}
        {stuck.length > 0 && (
          <>
            <p>{t('components.stuck')}</p>
            <ul>
              {stuck.map(({ operation, ageMs }, index) => (
                <li key={`${operation} ${index}`}>
                  {operation} ({formats.number(Math.round(ageMs / 1000))} s)
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
