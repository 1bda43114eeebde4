import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BusinessObject, ObjectRef, ScreenSection } from '../api/contracts.js';
import { jsonText } from '../api/json-text.js';
import { dialogsQuery, dispositionsQuery, relatedQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { SimulatedBadge } from '../design/badge.js';
import { Empty } from '../design/empty.js';
import { IconHistory } from '../design/icons.js';
import { Panel } from '../design/panel.js';
import { useFormats } from '../formats/use-formats.js';
import { useNow } from '../formats/use-now.js';
import { useLabel } from '../texts/label.js';
import { attributeText } from './attribute-text.js';
import { HistoryDialog } from './history-dialog.js';
import type { HistoryEntry } from './history.js';
import { historyOf } from './history.js';
import styles from './history.module.css';
import { MediumIcon } from './medium-icon.js';
import { useClass } from './use-class.js';

/** The facts of a contact that fit in one line. */
function useContactFacts(contact: BusinessObject | null): readonly string[] {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const label = useLabel();
  const info = useClass(contact?.ref.class);
  const dispositions = useQuery({ ...dispositionsQuery, enabled: contact?.values['disposition'] != null });
  if (!contact) return [];
  const { values } = contact;
  const text = (name: string): string | null => {
    const attribute = info?.attributes.find((each) => each.name === name);
    return attribute
      ? attributeText(attribute, values[name], formats, i18n.resolvedLanguage ?? 'en', { yes: t('yes'), no: t('no') })
      : null;
  };
  const disposition =
    values['disposition'] == null
      ? null
      : label(dispositions.data?.find(({ value }) => value === values['disposition'])?.label) ||
        jsonText(values['disposition']);
  return [
    text('medium'),
    values['state'] === 'closed' ? null : text('state'),
    text('agentName'),
    typeof values['waitSeconds'] === 'number'
      ? t('history.waited', { time: formats.duration(values['waitSeconds']) })
      : null,
    typeof values['talkSeconds'] === 'number'
      ? t('history.talked', { time: formats.duration(values['talkSeconds']) })
      : null,
    disposition,
  ].filter((fact) => fact !== null);
}

function Entry({ entry }: { readonly entry: HistoryEntry }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const facts = useContactFacts(entry.contact);
  const values = entry.contact?.values ?? {};
  const note = values['note'];
  return (
    <li className={styles.entry}>
      <span className={styles.medium}>
        <MediumIcon medium={jsonText(values['medium'] ?? entry.dialogs[0]?.channel)} />
      </span>
      <div>
        <p className={styles.head}>
          <span className={styles.subject}>
            {entry.contact?.title || entry.dialogs[0]?.script.title || t('history.contact')}
          </span>
          <time className="small soft" dateTime={entry.at} title={formats.relative(entry.at, now)}>
            {formats.dateTime(entry.at)}
          </time>
        </p>
        <p className={styles.meta}>
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          {values['simulated'] === true && <SimulatedBadge />}
        </p>
        {typeof note === 'string' && note !== '' && <p className={styles.note}>{note}</p>}
        {entry.dialogs.length > 0 && (
          <div className={styles.dialogs}>
            {entry.dialogs.map((dialog) => (
              <HistoryDialog key={dialog.id} dialog={dialog} />
            ))}
          </div>
        )}
      </div>
    </li>
  );
}

export function HistorySection({
  section,
  owner,
}: {
  readonly section: Extract<ScreenSection, { kind: 'history' }>;
  readonly owner: ObjectRef;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const contacts = useQuery(relatedQuery(owner, section.relation, section.limit));
  const dialogs = useQuery(dialogsQuery({ customer: `${owner.class}:${owner.key}` }));
  return (
    <Panel title={label(section.title)}>
      <Answer query={contacts} lines={5}>
        {(objects) => {
          const entries = historyOf(objects, dialogs.data ?? []);
          return entries.length === 0 ? (
            <Empty icon={<IconHistory size={36} stroke={1.5} aria-hidden />} title={t('history.emptyTitle')}>
              {t('history.empty')}
            </Empty>
          ) : (
            <ol className={styles.list}>
              {entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </ol>
          );
        }}
      </Answer>
    </Panel>
  );
}
