import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useParams } from 'react-router';
import type { MailboxMessage } from '../api/contracts.js';
import { asFailure } from '../api/failure.js';
import { mailboxQuery, mailQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { Empty } from '../design/empty.js';
import { IconChevronLeft, IconInbox, IconMail } from '../design/icons.js';
import { Page } from '../design/page.js';
import { Panel } from '../design/panel.js';
import { useFormats } from '../formats/use-formats.js';
import styles from './administration.module.css';

function Messages({ messages }: { readonly messages: readonly MailboxMessage[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (messages.length === 0)
    return (
      <Empty icon={<IconInbox size={40} stroke={1.5} aria-hidden />} title={t('mailbox.none')}>
        {t('mailbox.noneAdvice')}
      </Empty>
    );
  return (
    <ul className={styles.messages}>
      {messages.map((message) => (
        <li key={message.id}>
          <NavLink to={`/mailbox/${encodeURIComponent(message.id)}`}>
            <p className={styles.subject}>{message.subject}</p>
            <p className="row-between small soft">
              <span className="wrap">{message.to.join(', ')}</span>
              <time dateTime={message.receivedAt}>{formats.dateTime(message.receivedAt)}</time>
            </p>
          </NavLink>
        </li>
      ))}
    </ul>
  );
}

function Letter({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const message = useQuery(mailQuery(id));
  return (
    <Panel
      title={message.data?.subject ?? t('mailbox.message')}
      aside={
        <Link to="/mailbox" className="row plain-link soft small">
          <IconChevronLeft size={14} aria-hidden /> {t('mailbox.back')}
        </Link>
      }
    >
      <Answer query={message} lines={6}>
        {(loaded) => (
          <>
            <dl className="facts">
              <div>
                <dt>{t('mailbox.from')}</dt>
                <dd>{loaded.from}</dd>
              </div>
              <div>
                <dt>{t('mailbox.to')}</dt>
                <dd>{loaded.to.join(', ')}</dd>
              </div>
              <div>
                <dt>{t('mailbox.received')}</dt>
                <dd>{formats.dateTime(loaded.receivedAt)}</dd>
              </div>
            </dl>
            <p className={styles.letter}>{loaded.text}</p>
          </>
        )}
      </Answer>
    </Panel>
  );
}

export function MailboxPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const mailbox = useQuery(mailboxQuery);
  const without = mailbox.error !== null && asFailure(mailbox.error).code === 'not-found';
  return (
    <Page title={t('pages.mailbox')} lead={t('mailbox.lead')}>
      {without ? (
        <Empty icon={<IconMail size={40} stroke={1.5} aria-hidden />} title={t('mailbox.without')}>
          {t('mailbox.withoutAdvice')}
        </Empty>
      ) : (
        <div className={id === undefined ? styles.mail : `${styles.mail} ${styles.reading}`}>
          <Panel title={t('mailbox.all')} count={mailbox.data?.length} flush>
            <Answer query={mailbox} lines={6}>
              {(messages) => <Messages messages={messages} />}
            </Answer>
          </Panel>
          {id === undefined ? (
            <div className="panel">
              <Empty icon={<IconMail size={40} stroke={1.5} aria-hidden />} title={t('mailbox.choose')} />
            </div>
          ) : (
            <Letter key={id} id={id} />
          )}
        </div>
      )}
    </Page>
  );
}
