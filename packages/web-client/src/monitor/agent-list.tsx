import { useTranslation } from 'react-i18next';
import type { AgentInfo } from '../api/contracts.js';
import { Badge, SimulatedBadge } from '../design/badge.js';
import { Empty } from '../design/empty.js';
import { IconUsers } from '../design/icons.js';
import { Panel } from '../design/panel.js';
import { agentTone } from '../desk/agent-tone.js';
import { Ticking } from '../formats/ticking.js';
import { agentsByState, countByState } from './agents.js';
import styles from './monitor.module.css';

const reasons = ['break', 'lunch', 'meeting', 'training', 'paperwork'] as const;

export function AgentList({ agents }: { readonly agents: readonly AgentInfo[] }) {
  const { t } = useTranslation();
  const reasonText = (reason: string) => {
    const known = reasons.find((each) => each === reason);
    return known ? t(`agent.reason.${known}`) : reason;
  };
  const counts = (
    <p className={styles.states}>
      {countByState(agents).map(({ state, count }) => (
        <Badge key={state} tone={agentTone(state)}>
          {count} {t(`agent.state.${state}`)}
        </Badge>
      ))}
    </p>
  );
  return (
    <Panel title={t('monitor.agents')} count={agents.length} aside={counts} flush>
      {agents.length === 0 ? (
        <Empty icon={<IconUsers size={36} stroke={1.5} aria-hidden />} title={t('monitor.noAgents')}>
          {t('monitor.noAgentsAdvice')}
        </Empty>
      ) : (
        <ul className={styles.list}>
          {agentsByState(agents).map((agent) => (
            <li key={agent.id}>
              <div>
                <p className={styles.name}>
                  {agent.name} {agent.simulated && <SimulatedBadge />}
                </p>
                <p className={styles.sub}>
                  {[
                    agent.extension === undefined ? '' : t('monitor.extension', { extension: agent.extension }),
                    agent.reason === undefined ? '' : reasonText(agent.reason),
                  ]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </p>
              </div>
              <Badge tone={agentTone(agent.state)}>{t(`agent.state.${agent.state}`)}</Badge>
              <Ticking since={agent.since} className={styles.time} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
