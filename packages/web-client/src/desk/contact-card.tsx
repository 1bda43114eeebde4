import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerContact, hangUpContact } from '../api/changes.js';
import type { ActiveContact } from '../api/contracts.js';
import { SimulatedBadge } from '../design/badge.js';
import { FailureNotice } from '../design/failure-notice.js';
import { IconPhone, IconPhoneCall, IconPhoneIncoming, IconPhoneOff } from '../design/icons.js';
import { Panel } from '../design/panel.js';
import { clock, secondsSince } from '../formats/durations.js';
import { Ticking } from '../formats/ticking.js';
import { useFormats } from '../formats/use-formats.js';
import styles from './desk.module.css';
import { useQueueName } from './use-queue-name.js';

/** Since when the clock of this state runs. */
function clockStart(contact: ActiveContact): string {
  if (contact.state === 'connected') return contact.connectedAt ?? contact.receivedAt;
  if (contact.state === 'wrap-up') return contact.endedAt ?? contact.receivedAt;
  return contact.waitingSince ?? contact.receivedAt;
}

function Facts({ contact }: { readonly contact: ActiveContact }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const queueName = useQueueName();
  const waited =
    contact.connectedAt && contact.waitingSince
      ? secondsSince(contact.waitingSince, Date.parse(contact.connectedAt))
      : null;
  const talked =
    contact.endedAt && contact.connectedAt ? secondsSince(contact.connectedAt, Date.parse(contact.endedAt)) : null;
  return (
    <dl className={styles.facts}>
      <dt>{t('contact.from')}</dt>
      <dd className="number">{contact.remote}</dd>
      {contact.queue !== undefined && (
        <>
          <dt>{t('contact.queue')}</dt>
          <dd>{queueName(contact.queue)}</dd>
        </>
      )}
      <dt>{t('contact.received')}</dt>
      <dd>{formats.time(contact.receivedAt)}</dd>
      {waited !== null && (
        <>
          <dt>{t('contact.waited')}</dt>
          <dd className="number">{clock(waited)}</dd>
        </>
      )}
      {talked !== null && (
        <>
          <dt>{t('contact.talked')}</dt>
          <dd className="number">{clock(talked)}</dd>
        </>
      )}
      <dt>{t('contact.language')}</dt>
      <dd>
        {new Intl.DisplayNames([t('language.code')], { type: 'language' }).of(contact.language) ?? contact.language}
      </dd>
    </dl>
  );
}

/** The contact she is offered, talks with or has just ended. A real phone rings by itself; only a simulated contact is answered here. */
export function ContactCard({ contact }: { readonly contact: ActiveContact }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['desk'] });
  const answer = useMutation({ mutationFn: () => answerContact(contact.id), onSuccess: refresh });
  const hangUp = useMutation({ mutationFn: () => hangUpContact(contact.id), onSuccess: refresh });
  const ringing = contact.state === 'ringing';
  return (
    <Panel
      title={t(`contact.card.${ringing ? 'ringing' : contact.state === 'connected' ? 'connected' : 'over'}`)}
      aside={contact.simulated ? <SimulatedBadge /> : null}
    >
      <div className={ringing ? `${styles.contact} ${styles.ringing}` : styles.contact}>
        <div className={styles.contactHead}>
          <span className={styles.pulse}>
            {ringing ? (
              <IconPhoneIncoming size={22} aria-hidden />
            ) : contact.state === 'connected' ? (
              <IconPhoneCall size={22} aria-hidden />
            ) : (
              <IconPhone size={22} aria-hidden />
            )}
          </span>
          <div>
            <p className={styles.who}>{contact.customerName ?? t('contact.unknown')}</p>
            <p className="soft small number">{contact.customer?.key ?? contact.remote}</p>
          </div>
        </div>
        <div>
          <Ticking since={clockStart(contact)} className={styles.clock} />
          <p className="small soft">
            {t(`contact.clock.${ringing ? 'waiting' : contact.state === 'connected' ? 'talking' : 'wrapUp'}`)}
          </p>
        </div>
        <FailureNotice error={answer.error ?? hangUp.error} />
        {ringing && contact.simulated && (
          <Button
            fullWidth
            size="md"
            autoFocus
            color="#17663a"
            leftSection={<IconPhone size={18} aria-hidden />}
            loading={answer.isPending}
            onClick={() => answer.mutate()}
          >
            {t('contact.answer')}
          </Button>
        )}
        {ringing && !contact.simulated && <p className="notice info">{t('contact.phoneRings')}</p>}
        {contact.state === 'connected' && (
          <Button
            fullWidth
            color="#a8201a"
            leftSection={<IconPhoneOff size={18} aria-hidden />}
            loading={hangUp.isPending}
            onClick={() => hangUp.mutate()}
          >
            {t('contact.hangUp')}
          </Button>
        )}
        <Facts contact={contact} />
      </div>
    </Panel>
  );
}
