import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { deskQuery } from '../api/queries.js';
import styles from '../app/shell.module.css';
import { IconBellRinging } from '../design/icons.js';
import { useQueueName } from './use-queue-name.js';

/** A ringing contact is said aloud by screen readers on every page, and shown where the desk is not in sight. */
export function IncomingContact() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { data } = useQuery(deskQuery);
  const queueName = useQueueName();
  const ringing = data?.contacts.find(({ state }) => state === 'ringing');
  const text = ringing
    ? t('desk.incoming', { who: ringing.customerName ?? ringing.remote, queue: queueName(ringing.queue) })
    : '';
  useEffect(() => {
    if (text === '') return;
    const title = document.title;
    document.title = `☎ ${text}`;
    return () => {
      document.title = title;
    };
  }, [text]);
  return (
    <>
      <div role="status" aria-live="assertive" className="unseen">
        {text}
      </div>
      {ringing && pathname !== '/desk' && (
        <section className={styles.calling} aria-label={t('contact.card.ringing')}>
          <IconBellRinging size={18} aria-hidden />
          <span aria-hidden="true">{text}</span>
          <Link to="/desk">{t('desk.goTo')}</Link>
        </section>
      )}
    </>
  );
}
