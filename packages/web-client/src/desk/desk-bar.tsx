import { Button, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WantedState } from '../api/changes.js';
import { setState } from '../api/changes.js';
import type { Desk } from '../api/contracts.js';
import { FailureNotice } from '../design/failure-notice.js';
import { IconCheck, IconChevronDown, IconCoffee, IconDeviceLandlinePhone, IconPhoneOff } from '../design/icons.js';
import { Ticking } from '../formats/ticking.js';
import { agentTone } from './agent-tone.js';
import styles from './desk.module.css';

const reasons = ['break', 'lunch', 'meeting', 'training', 'paperwork'] as const;

function Phone({ phone }: { readonly phone: Desk['phone'] }) {
  const { t } = useTranslation();
  if (!phone) return <p className={styles.phone}>{t('desk.noPhone')}</p>;
  return (
    <p className={phone.registered ? styles.phone : `${styles.phone} ${styles.missing}`} role="status">
      {phone.registered ? <IconDeviceLandlinePhone size={18} aria-hidden /> : <IconPhoneOff size={18} aria-hidden />}
      {phone.registered
        ? t('desk.phoneReady', { extension: phone.extension })
        : t('desk.phoneMissing', { extension: phone.extension })}
    </p>
  );
}

/** Her own state, what she can wish for, her phone. While she talks or wraps up a wish is kept until she is done. */
export function DeskBar({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const wish = useMutation({
    mutationFn: ({ state, reason }: { readonly state: WantedState; readonly reason?: string }) =>
      setState(state, reason),
    onSuccess: () => client.invalidateQueries({ queryKey: ['desk'] }),
  });
  const { state, since, reason } = desk.agent;
  const known = reasons.find((each) => each === reason);
  const working = state === 'reserved' || state === 'busy' || state === 'wrap-up';
  return (
    <section className={styles.bar} aria-label={t('desk.ownState')}>
      <p className={styles.own} role="status">
        <span className={`${styles.light} tone-${agentTone(state)}`} aria-hidden="true" />
        <strong>{t(`agent.state.${state}`)}</strong>
        {reason !== undefined && <span className="soft">{known ? t(`agent.reason.${known}`) : reason}</span>}
        <span aria-live="off" className="soft">
          <Ticking since={since} />
        </span>
      </p>
      <div className="row">
        <Button
          size="xs"
          variant={state === 'ready' ? 'filled' : 'default'}
          leftSection={<IconCheck size={15} aria-hidden />}
          aria-pressed={state === 'ready'}
          onClick={() => wish.mutate({ state: 'ready' })}
          loading={wish.isPending && wish.variables.state === 'ready'}
        >
          {t('agent.wish.ready')}
        </Button>
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button
              size="xs"
              variant={state === 'paused' ? 'filled' : 'default'}
              leftSection={<IconCoffee size={15} aria-hidden />}
              rightSection={<IconChevronDown size={14} aria-hidden />}
              loading={wish.isPending && wish.variables.state === 'paused'}
            >
              {t('agent.wish.paused')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t('desk.whyPause')}</Menu.Label>
            {reasons.map((each) => (
              <Menu.Item key={each} onClick={() => wish.mutate({ state: 'paused', reason: each })}>
                {t(`agent.reason.${each}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Button
          size="xs"
          variant={state === 'offline' ? 'filled' : 'default'}
          aria-pressed={state === 'offline'}
          onClick={() => wish.mutate({ state: 'offline' })}
          loading={wish.isPending && wish.variables.state === 'offline'}
        >
          {t('agent.wish.offline')}
        </Button>
        {working && <span className="small soft">{t('desk.wishLater')}</span>}
      </div>
      <Phone phone={desk.phone} />
      <FailureNotice error={wish.error} />
    </section>
  );
}
