import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { monitorQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { Page } from '../design/page.js';
import { useFormats } from '../formats/use-formats.js';
import { useLine } from '../live/live-provider.js';
import { AgentList } from './agent-list.js';
import { CallsInProgress } from './calls-in-progress.js';
import { Figures } from './figures.js';
import styles from './monitor.module.css';
import { QueueTable } from './queue-table.js';
import { SimulationSwitch } from './simulation-switch.js';
import { WaitingList } from './waiting-list.js';

export function MonitorPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const monitor = useQuery(monitorQuery);
  const line = useLine();
  return (
    <Page
      title={t('pages.monitor')}
      lead={
        monitor.data
          ? t(line === 'lost' ? 'monitor.old' : 'monitor.live', { time: formats.time(monitor.data.work.at) })
          : undefined
      }
      aside={monitor.data && <SimulationSwitch on={monitor.data.simulation.on} />}
    >
      <Answer query={monitor} lines={10}>
        {(loaded) => (
          <>
            <Figures today={loaded.today} simulatedToday={loaded.simulatedToday} />
            <div className={styles.columns}>
              <div className={styles.column}>
                <WaitingList items={loaded.work.items} queues={loaded.work.queues} />
                <QueueTable monitor={loaded} />
              </div>
              <div className={styles.column}>
                <AgentList agents={loaded.work.agents} />
                <CallsInProgress contacts={loaded.contacts} agents={loaded.work.agents} />
              </div>
            </div>
          </>
        )}
      </Answer>
    </Page>
  );
}
