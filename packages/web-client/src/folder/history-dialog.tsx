import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogSummary } from '../api/contracts.js';
import { dialogQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { Badge } from '../design/badge.js';
import { IconChevronRight } from '../design/icons.js';
import { dialogTone } from '../dialogs/dialog-tone.js';
import styles from './history.module.css';

/** A dialog of the past: its questions and answers when one opens it. */
export function HistoryDialog({ dialog }: { readonly dialog: DialogSummary }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const view = useQuery({ ...dialogQuery(dialog.id), enabled: open });
  return (
    <details className={styles.dialog} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <IconChevronRight size={14} aria-hidden />
        <span className="strong">{dialog.script.title}</span>
        <Badge tone={dialogTone(dialog.status)}>{t(`dialog.status.${dialog.status}`)}</Badge>
      </summary>
      {open && (
        <Answer query={view}>
          {({ path }) => (
            <dl>
              {path.map((answered) => (
                <div key={answered.node}>
                  <dt>{answered.text}</dt>
                  <dd>{answered.answerText || '–'}</dd>
                </div>
              ))}
              {path.length === 0 && <p className="soft">{t('dialog.noAnswers')}</p>}
            </dl>
          )}
        </Answer>
      )}
    </details>
  );
}
