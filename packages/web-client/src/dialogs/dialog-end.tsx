import { Button } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogView } from '../api/contracts.js';
import { Badge } from '../design/badge.js';
import { IconRefresh } from '../design/icons.js';
import { actionTone } from './dialog-tone.js';
import styles from './dialogs.module.css';
import { Words } from './step-form.js';

/** The end of the script: its last words and what came of its actions. */
export function DialogEnd({
  dialog,
  busy,
  onRetry,
}: {
  readonly dialog: DialogView;
  readonly busy: boolean;
  readonly onRetry: () => void;
}) {
  const { t } = useTranslation();
  const words = useId();
  const failed = dialog.actions.some(({ state }) => state === 'failed');
  return (
    <div className="stack">
      {dialog.status === 'abandoned' ? (
        <p className="notice info">{t('dialog.abandoned')}</p>
      ) : (
        <Words dialog={dialog} id={words} />
      )}
      {dialog.status === 'transferred' && (
        <p className="notice info">{t('dialog.transferredTo', { queue: dialog.step.queue ?? '' })}</p>
      )}
      {dialog.actions.length > 0 && (
        <div role="status" aria-live="polite">
          <ul className={styles.actions} aria-label={t('dialog.actions')}>
            {dialog.actions.map((action) => (
              <li key={action.id}>
                <span className="strong">{action.title}</span>
                <Badge tone={actionTone(action.state)}>{t(`dialog.action.${action.state}`)}</Badge>
                {action.error && <p className="small wrap soft">{action.error}</p>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {failed && (
        <Button variant="default" loading={busy} leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
          {t('dialog.retryActions')}
        </Button>
      )}
    </div>
  );
}
