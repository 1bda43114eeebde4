import { useTranslation } from 'react-i18next';
import type { ActiveContact } from '../api/contracts.js';
import { Panel } from '../design/panel.js';
import styles from './desk.module.css';

/** What the caller has already told the machine: nobody should have to say it twice. */
export function SaidList({ contact }: { readonly contact: ActiveContact }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('contact.said')}>
      {contact.said.length === 0 ? (
        <p className="soft">{t('contact.saidNothing')}</p>
      ) : (
        <dl className={styles.said} lang={contact.language}>
          {contact.said.map(({ node, text, answerText }) => (
            <div key={node}>
              <dt>{text}</dt>
              <dd>{answerText}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
