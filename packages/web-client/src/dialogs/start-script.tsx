import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { startDialog } from '../api/changes.js';
import type { NewDialog } from '../api/changes.js';
import type { ObjectRef } from '../api/contracts.js';
import { dialogQuery, scriptsQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { FailureNotice } from '../design/failure-notice.js';
import { IconPlayerPlay } from '../design/icons.js';
import { languages } from '../texts/i18n.js';
import { useLabel } from '../texts/label.js';
import styles from './dialogs.module.css';

export function useStartDialog(onStarted: (id: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (dialog: NewDialog) => startDialog(dialog),
    onSuccess: (view) => {
      client.setQueryData(dialogQuery(view.id).queryKey, view);
      void client.invalidateQueries({ queryKey: ['dialogs'] });
      onStarted(view.id);
    },
  });
}

export interface StartScriptProps {
  readonly customer?: ObjectRef | undefined;
  readonly contact?: string | undefined;
  /** What the customer speaks, where it is known. */
  readonly language?: string | undefined;
  readonly onStarted: (dialog: string) => void;
}

/** Which script, in which language: the words are read to the customer, so hers counts, not the agent's. */
export function StartScript({ customer, contact, language, onStarted }: StartScriptProps) {
  const { t, i18n } = useTranslation();
  const label = useLabel();
  const [chosen, setChosen] = useState(language ?? i18n.resolvedLanguage ?? 'en');
  const scripts = useQuery(scriptsQuery);
  const start = useStartDialog(onStarted);
  return (
    <div className="stack-tight">
      <FailureNotice error={start.error} />
      <NativeSelect
        size="xs"
        label={t('script.language')}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={languages.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <Answer query={scripts} lines={3}>
        {(all) => {
          const spoken = all.filter(({ channels }) => channels.includes('agent'));
          if (spoken.length === 0) return <p className="soft">{t('script.none')}</p>;
          return (
            <ul className={styles.scripts}>
              {spoken.map((script) => (
                <li key={script.id} className={styles.script}>
                  <span className="strong">{label(script.title)}</span>
                  <Button
                    size="xs"
                    variant="light"
                    leftSection={<IconPlayerPlay size={14} aria-hidden />}
                    disabled={script.customerClass !== undefined && !customer}
                    loading={start.isPending && start.variables.script === script.id}
                    aria-label={t('script.startNamed', { script: label(script.title) })}
                    onClick={() =>
                      start.mutate({
                        script: script.id,
                        language: script.languages.includes(chosen) ? chosen : (script.languages[0] ?? 'en'),
                        ...(customer ? { customer } : {}),
                        ...(contact === undefined ? {} : { contact }),
                      })
                    }
                  >
                    {t('script.start')}
                  </Button>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
      {!customer && <p className="soft small">{t('script.needsCustomer')}</p>}
    </div>
  );
}
