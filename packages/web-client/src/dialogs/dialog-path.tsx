import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DialogView } from '../api/contracts.js';
import styles from './dialogs.module.css';

/** The answers so far; changing one keeps the later answers that are still valid. */
export function DialogPath({
  dialog,
  busy,
  onRevise,
}: {
  readonly dialog: DialogView;
  readonly busy: boolean;
  readonly onRevise: (node: string) => void;
}) {
  const { t } = useTranslation();
  const answered = dialog.path.filter(({ answer, answerText }) => answer !== null || answerText !== '');
  if (answered.length === 0) return null;
  const title = t(dialog.status === 'asking' ? 'dialog.path' : 'dialog.answers');
  return (
    <div className={styles.path}>
      <p className="strong">{title}</p>
      <ol className={styles.answers} tabIndex={answered.length > 5 ? 0 : undefined} aria-label={title}>
        {answered.toReversed().map(({ node, text, answerText }) => (
          <li key={node}>
            <span className={styles.q} title={text} lang={dialog.language}>
              {text}
            </span>
            {dialog.status === 'asking' ? (
              <Button
                variant="subtle"
                size="compact-sm"
                disabled={busy}
                onClick={() => onRevise(node)}
                aria-label={t('dialog.changeAnswer', { question: text })}
                style={{ gridRow: 'span 2', gridColumn: 2 }}
              >
                {t('dialog.change')}
              </Button>
            ) : null}
            <span className={styles.a}>{answerText || '–'}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
