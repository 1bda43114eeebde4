import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { completeContact } from '../api/changes.js';
import type { ActiveContact } from '../api/contracts.js';
import { dispositionsQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { FailureNotice } from '../design/failure-notice.js';
import { Panel } from '../design/panel.js';
import { useLabel } from '../texts/label.js';
import styles from './desk.module.css';

/** Disposition and note, wholly by keyboard: a digit picks, Ctrl+Enter completes. A note can be begun during the call. */
export function WrapUpForm({ contact }: { readonly contact: ActiveContact }) {
  const { t } = useTranslation();
  const label = useLabel();
  const client = useQueryClient();
  const dispositions = useQuery(dispositionsQuery);
  const [outcome, setOutcome] = useState('');
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const complete = useMutation({
    mutationFn: () => completeContact(contact.id, outcome, note.trim()),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['desk'] }),
        client.invalidateQueries({ queryKey: ['related'] }),
      ]),
  });
  const ended = contact.state === 'wrap-up';
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (!ended || complete.isPending) return;
    setMissing(outcome === '');
    if (outcome !== '') complete.mutate();
  };
  const keys = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return submit();
    const inText = event.target instanceof HTMLTextAreaElement;
    const picked = inText ? undefined : dispositions.data?.[Number(event.key) - 1];
    if (picked) setOutcome(picked.value);
  };
  return (
    <Panel title={ended ? t('wrapUp.title') : t('wrapUp.prepare')}>
      <form className="stack" onSubmit={submit} onKeyDown={keys}>
        <Answer query={dispositions}>
          {(list) => (
            <fieldset className={styles.outcomes} aria-describedby="outcome-missing">
              <legend>{t('wrapUp.disposition')}</legend>
              {list.map(({ value, label: text }, index) => (
                <label key={value} className={styles.outcome}>
                  <input
                    type="radio"
                    name="disposition"
                    value={value}
                    checked={outcome === value}
                    autoFocus={ended && index === 0}
                    onChange={() => setOutcome(value)}
                  />
                  {label(text)}
                  {index < 9 && <kbd aria-hidden="true">{index + 1}</kbd>}
                </label>
              ))}
              <p id="outcome-missing" role="alert" className={missing && outcome === '' ? 'notice bad' : 'unseen'}>
                {missing && outcome === '' ? t('wrapUp.missing') : ''}
              </p>
            </fieldset>
          )}
        </Answer>
        <Textarea
          label={t('wrapUp.note')}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={4000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <FailureNotice error={complete.error} />
        {ended && (
          <Button type="submit" loading={complete.isPending}>
            {t('wrapUp.complete')}
          </Button>
        )}
        {ended && <p className="small soft">{t('wrapUp.keys')}</p>}
      </form>
    </Panel>
  );
}
