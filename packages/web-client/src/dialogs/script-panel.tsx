import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DialogView, ObjectRef } from '../api/contracts.js';
import { dialogQuery, dialogsQuery } from '../api/queries.js';
import { Badge } from '../design/badge.js';
import { Panel } from '../design/panel.js';
import { DialogRunner } from './dialog-runner.js';
import { dialogTone } from './dialog-tone.js';
import { OpenDialogs } from './open-dialogs.js';
import { StartScript } from './start-script.js';

export interface ScriptPanelProps {
  readonly customer?: ObjectRef | undefined;
  readonly contact?: string | undefined;
  readonly language?: string | undefined;
  /** The dialog that runs in the panel; null shows what can be started or gone on with. */
  readonly dialog: string | null;
  readonly onDialog: (dialog: string | null) => void;
}

function Running({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { data } = useQuery(dialogQuery(id));
  const close = (
    <Button size="compact-sm" variant="subtle" onClick={onClose}>
      {t('script.list')}
    </Button>
  );
  return (
    <Panel
      title={data?.script.title ?? t('script.title')}
      aside={
        <div className="row">
          {data && <Badge tone={dialogTone(data.status)}>{t(`dialog.status.${data.status}`)}</Badge>}
          {close}
        </div>
      }
    >
      <DialogRunner
        key={id}
        id={id}
        onOver={(dialog: DialogView) =>
          dialog.status === 'acting' ? null : (
            <Button variant="light" onClick={onClose}>
              {t('script.another')}
            </Button>
          )
        }
      />
    </Panel>
  );
}

export function ScriptPanel({ customer, contact, language, dialog, onDialog }: ScriptPanelProps) {
  const { t } = useTranslation();
  const open = useQuery({
    ...dialogsQuery({ customer: customer ? `${customer.class}:${customer.key}` : '', open: 1 }),
    enabled: customer !== undefined && dialog === null,
  });
  if (dialog !== null) return <Running id={dialog} onClose={() => onDialog(null)} />;
  return (
    <Panel title={t('script.title')}>
      <div className="stack">
        {open.data && open.data.length > 0 && (
          <div className="stack-tight">
            <h3>{t('dialog.continue')}</h3>
            <OpenDialogs dialogs={open.data} onOpen={({ id }) => onDialog(id)} />
          </div>
        )}
        <StartScript
          key={`${customer?.key ?? ''} ${language ?? ''}`}
          customer={customer}
          contact={contact}
          language={language}
          onStarted={onDialog}
        />
      </div>
    </Panel>
  );
}
