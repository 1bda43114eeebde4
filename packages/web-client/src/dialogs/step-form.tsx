import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogView, Json } from '../api/contracts.js';
import { IconArrowBackUp, IconArrowRight, IconMessage2 } from '../design/icons.js';
import { AnswerInput } from './answer-input.js';
import type { Draft } from './answer-value.js';
import { draftOf, readDraft } from './answer-value.js';
import styles from './dialogs.module.css';

/** The script's words: for an agent something to read aloud, for a customer the question itself. */
export function Words({ dialog, id }: { readonly dialog: DialogView; readonly id: string }) {
  const { t } = useTranslation();
  if (dialog.channel !== 'agent')
    return (
      <p id={id} className={styles.asked} lang={dialog.language}>
        {dialog.step.text}
      </p>
    );
  return (
    <div className={styles.readAloud}>
      <p className={styles.cue}>
        <IconMessage2 size={14} aria-hidden /> {t('dialog.readAloud')}
      </p>
      <p id={id} className={styles.words} lang={dialog.language}>
        {dialog.step.text}
      </p>
    </div>
  );
}

export interface StepFormProps {
  readonly dialog: DialogView;
  readonly busy: boolean;
  readonly onAnswer: (value: Json) => void;
  readonly onBack: () => void;
}

/** One step. It is made anew for each revision (by its key), so that a draft never carries over to another question. */
export function StepForm({ dialog, busy, onAnswer, onBack }: StepFormProps) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const { step } = dialog;
  const [draft, setDraft] = useState<Draft>(() => draftOf(step, language));
  const [slip, setSlip] = useState<string>();
  const words = useId();
  const answer = (value: Draft): void => {
    setDraft(value);
    const read = readDraft(step, value, language);
    if ('value' in read) onAnswer(read.value);
    else setSlip(t(`dialog.problem.${read.problem}`));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy) return;
    if (step.kind === 'question') answer(draft);
    else onAnswer(null);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Words dialog={dialog} id={words} />
      {step.kind === 'question' && (
        <AnswerInput
          step={step}
          draft={draft}
          problem={slip ?? step.problem}
          disabled={busy}
          labelledBy={words}
          onDraft={setDraft}
          onAnswer={answer}
        />
      )}
      <div className={styles.buttons}>
        <Button
          type="button"
          variant="default"
          disabled={!dialog.canGoBack || busy}
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          onClick={onBack}
        >
          {t('dialog.back')}
        </Button>
        {(step.kind !== 'question' || step.type !== 'boolean') && (
          <Button
            type="submit"
            loading={busy}
            autoFocus={step.kind === 'info'}
            rightSection={<IconArrowRight size={16} aria-hidden />}
          >
            {t('dialog.next')}
          </Button>
        )}
      </div>
    </form>
  );
}
