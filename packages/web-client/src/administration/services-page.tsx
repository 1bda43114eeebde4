import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceInfo } from '../api/contracts.js';
import { servicesQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { Badge } from '../design/badge.js';
import { DataTable } from '../design/data-table.js';
import { IconPlus } from '../design/icons.js';
import { Page } from '../design/page.js';
import { Panel } from '../design/panel.js';
import { useFormats } from '../formats/use-formats.js';
import { useNow } from '../formats/use-now.js';
import styles from './administration.module.css';
import { ComponentDrawer } from './component-drawer.js';
import type { ChosenComponent } from './component-drawer.js';
import { DeadTasks } from './dead-tasks.js';
import { ServiceDrawer } from './service-drawer.js';
import { serviceTone, serviceWord } from './service-tone.js';

function ServiceTable({
  services,
  onOpen,
  onComponent,
}: {
  readonly services: readonly ServiceInfo[];
  readonly onOpen: (contract: string) => void;
  readonly onComponent: (name: string) => void;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  return (
    <DataTable
      caption={t('pages.services')}
      rows={services}
      rowKey={(service) => `${service.contract} ${service.component} ${service.componentVersion} ${service.process}`}
      columns={[
        {
          key: 'service',
          header: t('services.service'),
          lead: true,
          cell: (service) => (
            <div>
              {service.contract !== '' && (
                <button type="button" className={styles.name} onClick={() => onOpen(service.contract)}>
                  {service.contract} <span className="number">{service.contractVersion}</span>
                </button>
              )}
              <p className={`soft small ${styles.summary}`} lang="en">
                {service.summary}
              </p>
            </div>
          ),
        },
        {
          key: 'health',
          header: t('services.state'),
          cell: (service) => (
            <div>
              <Badge tone={serviceTone(service)}>{t(`services.word.${serviceWord(service)}`)}</Badge>
              {service.reason !== undefined && (
                <p className={`small lines ${styles.reason}`} lang="en">
                  {service.reason}
                </p>
              )}
            </div>
          ),
        },
        {
          key: 'component',
          header: t('services.component'),
          cell: (service) => (
            <div>
              <button
                type="button"
                className={`${styles.name} ${styles.mono}`}
                onClick={() => onComponent(service.component)}
                aria-label={t('components.open', { name: `${service.component} ${service.componentVersion}` })}
              >
                {service.component} {service.componentVersion}
              </button>
              {service.place !== 'here' && <p className="soft small">{t(`components.place.${service.place}`)}</p>}
            </div>
          ),
        },
        {
          key: 'since',
          header: t('services.since'),
          cell: ({ since }) => (
            <time dateTime={since} title={formats.dateTime(since)}>
              {formats.relative(since, now)}
            </time>
          ),
        },
        { key: 'calls', header: t('services.calls'), end: true, cell: ({ calls }) => formats.number(calls.total) },
        {
          key: 'failed',
          header: t('services.failed'),
          end: true,
          cell: ({ calls }) => (
            <span className={calls.failed > 0 ? 'strong' : 'soft'}>{formats.number(calls.failed)}</span>
          ),
        },
        {
          key: 'flight',
          header: t('services.inFlight'),
          end: true,
          cell: ({ calls }) => formats.number(calls.inFlight),
        },
      ]}
    />
  );
}

export function ServicesPage() {
  const { t } = useTranslation();
  const services = useQuery(servicesQuery);
  const [contract, setContract] = useState<string | null>(null);
  const [component, setComponent] = useState<ChosenComponent>(null);
  return (
    <Page
      title={t('pages.services')}
      lead={t('services.lead')}
      aside={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setComponent('new')}>
          {t('components.add')}
        </Button>
      }
    >
      <Panel title={t('services.all')} count={services.data?.length} flush>
        <Answer query={services} lines={8}>
          {(list) => <ServiceTable services={list} onOpen={setContract} onComponent={setComponent} />}
        </Answer>
      </Panel>
      <DeadTasks />
      <ComponentDrawer chosen={component} services={services.data ?? []} onClose={() => setComponent(null)} />
      <ServiceDrawer contract={contract} onClose={() => setContract(null)} />
    </Page>
  );
}
