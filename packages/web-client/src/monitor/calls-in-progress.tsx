import { useTranslation } from 'react-i18next';
import type { ActiveContact, AgentInfo } from '../api/contracts.js';
import type { Tone } from '../design/badge.js';
import { Badge, SimulatedBadge } from '../design/badge.js';
import { Panel } from '../design/panel.js';
import { useQueueName } from '../desk/use-queue-name.js';
import { Ticking } from '../formats/ticking.js';
import styles from './monitor.module.css';

const tones: Partial<Record<ActiveContact['state'], Tone>> = {
  connected: 'ok',
  'wrap-up': 'warning',
  'in-dialog': 'info',
  ringing: 'info',
};

export function CallsInProgress({
  contacts,
  agents,
}: {
  readonly contacts: readonly ActiveContact[];
  readonly agents: readonly AgentInfo[];
}) {
  const { t } = useTranslation();
  const queueName = useQueueName();
  const agentName = (id: string | undefined) =>
    id === undefined ? '' : (agents.find((agent) => agent.id === id)?.name ?? id);
  const going = contacts.filter(
    ({ state }) => state === 'connected' || state === 'in-dialog' || state === 'received' || state === 'wrap-up',
  );
  return (
    <Panel title={t('monitor.inProgress')} count={going.length} flush={going.length > 0}>
      {going.length === 0 ? (
        <p className="soft">{t('monitor.noneInProgress')}</p>
      ) : (
        <ul className={styles.list}>
          {going.map((contact) => (
            <li key={contact.id}>
              <div>
                <p className={styles.name}>
                  {contact.customerName ?? contact.remote} {contact.simulated && <SimulatedBadge />}
                </p>
                <p className={styles.sub}>
                  {[agentName(contact.agent), queueName(contact.queue)].filter((part) => part !== '').join(' · ')}
                </p>
              </div>
              <Badge tone={tones[contact.state] ?? 'idle'}>{t(`contact.state.${contact.state}`)}</Badge>
              <Ticking
                since={
                  contact.state === 'wrap-up'
                    ? (contact.endedAt ?? contact.receivedAt)
                    : (contact.connectedAt ?? contact.receivedAt)
                }
                className={styles.time}
              />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
