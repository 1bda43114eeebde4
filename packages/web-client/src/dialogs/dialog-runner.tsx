import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogView } from '../api/contracts.js';
import { Answer } from '../design/answer.js';
import { FailureNotice } from '../design/failure-notice.js';
import { useSession } from '../session/use-session.js';
import { DialogEnd } from './dialog-end.js';
import { DialogPath } from './dialog-path.js';
import styles from './dialogs.module.css';
import { isOver } from './dialog-tone.js';
import { StepForm } from './step-form.js';
import { useDialog } from './use-dialog.js';

/** Ending a dialog without its outcome asks once more. */
function Abandon({ busy, onAbandon }: { readonly busy: boolean; readonly onAbandon: () => void }) {
  const { t } = useTranslation();
  const [sure, setSure] = useState(false);
  if (!sure)
    return (
      <div>
        <Button variant="default" size="compact-sm" disabled={busy} onClick={() => setSure(true)}>
          {t('dialog.abandon')}
        </Button>
      </div>
    );
  return (
    <div className="notice warning" role="alert">
      <div className="notice-body">
        <p>{t('dialog.abandonSure')}</p>
        <div className="row">
          <Button size="xs" color="#a8201a" loading={busy} onClick={onAbandon}>
            {t('dialog.abandonYes')}
          </Button>
          <Button size="xs" variant="default" autoFocus onClick={() => setSure(false)}>
            {t('dialog.abandonNo')}
          </Button>
        </div>
      </div>
    </div>
  );
}

export function DialogRunner({
  id,
  onOver,
}: {
  readonly id: string;
  readonly onOver?: ((dialog: DialogView) => ReactNode) | undefined;
}) {
  const { t } = useTranslation();
  const { principal } = useSession();
  const { query, move } = useDialog(id);
  const foreign = (dialog: DialogView) => dialog.owner !== principal?.id && principal?.kind !== 'customer';
  return (
    <Answer query={query}>
      {(dialog) => (
        <div className={styles.runner}>
          <FailureNotice error={move.error} retry={undefined} />
          {isOver(dialog.status) ? (
            <>
              <DialogEnd dialog={dialog} busy={move.isPending} onRetry={() => move.mutate({ do: 'retry' })} />
              {onOver?.(dialog)}
            </>
          ) : foreign(dialog) ? (
            <div className="notice info">
              <div className="notice-body">
                <p>{t('dialog.foreign', { owner: dialog.owner })}</p>
                <Button size="xs" loading={move.isPending} onClick={() => move.mutate({ do: 'take-over' })}>
                  {t('dialog.takeOver')}
                </Button>
              </div>
            </div>
          ) : (
            <StepForm
              key={`${dialog.step.node} ${dialog.revision}`}
              dialog={dialog}
              busy={move.isPending}
              onAnswer={(value) => move.mutate({ do: 'answer', value })}
              onBack={() => move.mutate({ do: 'back' })}
            />
          )}
          <DialogPath dialog={dialog} busy={move.isPending} onRevise={(node) => move.mutate({ do: 'revise', node })} />
          {!isOver(dialog.status) && !foreign(dialog) && (
            <Abandon busy={move.isPending} onAbandon={() => move.mutate({ do: 'abandon' })} />
          )}
        </div>
      )}
    </Answer>
  );
}
