import { useTranslation } from 'react-i18next';
import type { BusinessObject, ClassInfo } from '../api/contracts.js';
import { Badge } from '../design/badge.js';
import { AttributeValue } from '../folder/attribute-value.js';
import { isOpen } from '../folder/emphasis.js';
import { attributesOf } from '../folder/use-class.js';
import { useLabel } from '../texts/label.js';
import styles from './portal.module.css';
import { trackOf } from './track.js';

/** One thing of hers: what it is, how far it has come, what she may want to know. Only the company's own classes have a way to go. */
export function ObjectCard({
  object,
  info,
  columns,
}: {
  readonly object: BusinessObject;
  readonly info: ClassInfo;
  readonly columns: readonly string[];
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const state = columns.includes('state') ? info.attributes.find(({ name }) => name === 'state') : undefined;
  const track = info.readOnly ? null : trackOf(state, object.values['state']);
  const due = isOpen(object, columns);
  const shown = attributesOf(info, columns).filter(
    ({ name }) =>
      name !== 'state' && (name !== 'open' || due) && object.values[name] != null && object.values[name] !== '',
  );
  return (
    <li className={due ? `${styles.card} ${styles.due}` : styles.card}>
      <p className={styles.cardHead}>
        <span className={styles.cardTitle}>{object.title}</span>
        {state && !track && (
          <Badge tone={due ? 'warning' : object.values['state'] === 'cancelled' ? 'bad' : 'idle'}>
            <AttributeValue attribute={state} value={object.values['state']} />
          </Badge>
        )}
      </p>
      {track && (
        <ol className={styles.track} aria-label={label(state?.label)}>
          {track.map((stop) => (
            <li
              key={stop.value}
              className={stop.place === 'future' ? undefined : styles[stop.place]}
              aria-current={stop.place === 'now' ? 'step' : undefined}
            >
              {label(stop.label)}
              {stop.place === 'past' && <span className="unseen"> {t('portal.passed')}</span>}
            </li>
          ))}
        </ol>
      )}
      <dl className={styles.values}>
        {shown.map((attribute) => (
          <div key={attribute.name}>
            <dt>{label(attribute.label)}</dt>
            <dd>
              <AttributeValue attribute={attribute} value={object.values[attribute.name]} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
