import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServiceInfo } from '../api/contracts.js';
import { Badge } from '../design/badge.js';
import { useFormats } from '../formats/use-formats.js';
import styles from './administration.module.css';
import { ComponentChange } from './component-change.js';
import { serviceTone, serviceWord } from './service-tone.js';

/** What may be changed: a component by its name, or `new` for one that is to be added. */
export type ChosenComponent = string | null;

/** One component: how it is, where it runs, and its replacement while everything goes on. */
export function ComponentDrawer({
  chosen,
  services,
  onClose,
}: {
  /** Name of the component; `new` for one that is not there yet, which no component may be called. */
  readonly chosen: ChosenComponent;
  readonly services: readonly ServiceInfo[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const provided = services.filter(({ component }) => component === chosen);
  // While it is replaced there are two: the one in service is what counts.
  const shown = provided.find(({ state }) => state === 'running') ?? provided[0];
  const inService = provided.filter(({ componentVersion }) => componentVersion === shown?.componentVersion);
  return (
    <Drawer
      opened={chosen !== null}
      onClose={onClose}
      size="lg"
      title={chosen === 'new' ? t('components.add') : (chosen ?? '')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <div className="stack">
        {shown && <Facts service={shown} all={inService} />}
        {chosen !== null && <ComponentChange key={chosen} name={chosen} component={shown} services={services} />}
      </div>
    </Drawer>
  );
}

function Facts({ service, all }: { readonly service: ServiceInfo; readonly all: readonly ServiceInfo[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const contracts = [...new Set(all.map(({ contract }) => contract))];
  const sum = (count: keyof ServiceInfo['calls']): string =>
    formats.number(all.reduce((total, { calls }) => total + calls[count], 0));
  const breaker = all.map((each) => each.breaker).find((each) => each !== 'closed');
  const facts: readonly (readonly [label: string, value: string | undefined, kind?: 'code'])[] = [
    [t('components.provides'), contracts.filter((contract) => contract !== '').join(', '), 'code'],
    [t('components.version'), service.componentVersion, 'code'],
    [t('components.previous'), service.previousVersion, 'code'],
    [t('components.source'), service.source, 'code'],
    [t('components.runs'), t(`components.place.${service.place}`)],
    [t('services.since'), formats.dateTime(service.since)],
    [t('components.rank'), service.rank === 0 ? undefined : formats.number(service.rank)],
    [t('components.retried'), sum('retried')],
    [t('components.rejected'), sum('rejected')],
  ];
  return (
    <>
      <p className="row">
        <Badge tone={serviceTone(service)}>{t(`services.word.${serviceWord(service)}`)}</Badge>
        {breaker && (
          <Badge tone="warning" bare>
            {t(`components.breaker.${breaker}`)}
          </Badge>
        )}
      </p>
      {service.reason !== undefined && (
        <p className="small lines" lang="en">
          {service.reason}
        </p>
      )}
      <dl className={`facts ${styles.facts}`}>
        {facts.map(([label, value, kind]) =>
          value === undefined || value === '' ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd className={kind === 'code' ? styles.mono : undefined}>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}
