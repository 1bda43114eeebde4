import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DialogSummary } from '../api/contracts.js';
import { useFormats } from '../formats/use-formats.js';
import { useNow } from '../formats/use-now.js';
import styles from './dialogs.module.css';

/** What was begun and not ended: one goes on where one left off. */
export function OpenDialogs({
  dialogs,
  onOpen,
}: {
  readonly dialogs: readonly DialogSummary[];
  readonly onOpen: (dialog: DialogSummary) => void;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  if (dialogs.length === 0) return null;
  return (
    <ul className="stack-tight">
      {dialogs.map((dialog) => (
        <li key={dialog.id} className={styles.resume}>
          <div>
            <p className="strong">{dialog.script.title}</p>
            <p className="small soft">
              {dialog.customer && `${dialog.customer.key} · `}
              {formats.relative(dialog.changedAt, now)}
            </p>
          </div>
          <Button
            size="xs"
            variant="default"
            onClick={() => onOpen(dialog)}
            aria-label={t('dialog.resumeNamed', { script: dialog.script.title })}
          >
            {t('dialog.resume')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
