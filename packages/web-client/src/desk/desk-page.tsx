import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActiveContact, Desk, ObjectRef } from '../api/contracts.js';
import { deskQuery } from '../api/queries.js';
import { CustomerSearch } from '../customers/customer-search.js';
import { Answer } from '../design/answer.js';
import { Empty } from '../design/empty.js';
import { IconHeadset } from '../design/icons.js';
import { useDocumentTitle } from '../design/page.js';
import { Panel } from '../design/panel.js';
import { OpenDialogs } from '../dialogs/open-dialogs.js';
import { ScriptPanel } from '../dialogs/script-panel.js';
import { CustomerFolder } from '../folder/customer-folder.js';
import { ContactCard } from './contact-card.js';
import { currentContact } from './current-contact.js';
import { DeskBar } from './desk-bar.js';
import styles from './desk.module.css';
import { Identify } from './identify.js';
import { SaidList } from './said-list.js';
import { WrapUpForm } from './wrap-up-form.js';

/** With somebody on the line: who, her folder, the script. */
function AtWork({ contact, desk }: { readonly contact: ActiveContact; readonly desk: Desk }) {
  const running = desk.dialogs.find((dialog) => dialog.contact === contact.id && dialog.channel === 'agent');
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const dialog = chosen === undefined ? (running?.id ?? null) : chosen;
  return (
    <div className={styles.columns}>
      <div className={styles.side}>
        <ContactCard contact={contact} />
        {contact.state !== 'ringing' && <WrapUpForm contact={contact} />}
        <SaidList contact={contact} />
      </div>
      <div className={styles.centre}>
        {contact.customer ? (
          <CustomerFolder key={contact.customer.key} customer={contact.customer} />
        ) : (
          <Identify contact={contact} />
        )}
      </div>
      <div className={styles.script}>
        <ScriptPanel
          customer={contact.customer}
          contact={contact.id}
          language={contact.language}
          dialog={dialog}
          onDialog={setChosen}
        />
      </div>
    </div>
  );
}

interface Looking {
  readonly customer: ObjectRef | null;
  readonly dialog: string | null;
}

/** Between contacts: unfinished dialogs, and any customer's folder. */
function BetweenContacts({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation();
  const [{ customer, dialog }, setLooking] = useState<Looking>({ customer: null, dialog: null });
  const open = desk.dialogs.filter(({ status }) => status === 'asking' || status === 'acting');
  const { state } = desk.agent;
  const idle = state === 'paused' || state === 'offline' ? state : 'ready';
  return (
    <div className={customer || dialog ? styles.columns : `${styles.columns} ${styles.two}`}>
      <div className={styles.side}>
        <Panel title={t('desk.contact')}>
          <Empty icon={<IconHeadset size={40} stroke={1.5} aria-hidden />} title={t(`desk.idle.${idle}.title`)}>
            {t(`desk.idle.${idle}.text`)}
          </Empty>
        </Panel>
        {open.length > 0 && (
          <Panel title={t('dialog.continue')} count={open.length}>
            <OpenDialogs
              dialogs={open}
              onOpen={(each) => setLooking({ customer: each.customer ?? customer, dialog: each.id })}
            />
          </Panel>
        )}
      </div>
      <div className={styles.centre}>
        {customer ? (
          <CustomerFolder key={customer.key} customer={customer}>
            <Button ml="auto" size="xs" variant="default" onClick={() => setLooking({ customer: null, dialog: null })}>
              {t('desk.closeFolder')}
            </Button>
          </CustomerFolder>
        ) : (
          <CustomerSearch
            action={({ ref, title }) => (
              <Button
                size="compact-sm"
                variant="light"
                onClick={() => setLooking({ customer: ref, dialog: null })}
                aria-label={t('search.openName', { name: title })}
              >
                {t('search.open')}
              </Button>
            )}
          />
        )}
      </div>
      {(customer || dialog) && (
        <div className={styles.script}>
          <ScriptPanel
            customer={customer ?? undefined}
            dialog={dialog}
            onDialog={(next) => setLooking({ customer, dialog: next })}
          />
        </div>
      )}
    </div>
  );
}

export function DeskPage() {
  const { t } = useTranslation();
  const desk = useQuery(deskQuery);
  useDocumentTitle(t('pages.desktop'));
  return (
    <div className={styles.desk}>
      <h1 className="unseen">{t('pages.desktop')}</h1>
      <Answer query={desk} lines={8}>
        {(loaded) => {
          const contact = currentContact(loaded.contacts);
          return (
            <>
              <DeskBar desk={loaded} />
              {contact ? (
                <AtWork key={contact.id} contact={contact} desk={loaded} />
              ) : (
                <BetweenContacts desk={loaded} />
              )}
            </>
          );
        }}
      </Answer>
    </div>
  );
}
