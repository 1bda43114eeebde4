import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogStep } from '../api/contracts.js';
import { IconAlertTriangle, IconCheck, IconX } from '../design/icons.js';
import type { Draft } from './answer-value.js';
import styles from './dialogs.module.css';

export interface AnswerInputProps {
  readonly step: DialogStep;
  readonly draft: Draft;
  readonly problem: string | undefined;
  readonly disabled: boolean;
  /** Id of the element that holds the question: every field is labelled by it. */
  readonly labelledBy: string;
  readonly onDraft: (draft: Draft) => void;
  /** Yes or no is an answer at once. */
  readonly onAnswer: (draft: Draft) => void;
}

function Problem({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return (
    <p id={id} role="alert" className={text === undefined ? 'unseen' : styles.problem}>
      {text !== undefined && (
        <>
          <IconAlertTriangle size={18} aria-hidden /> <span>{text}</span>
        </>
      )}
    </p>
  );
}

function YesNo({
  draft,
  problem,
  disabled,
  labelledBy,
  onAnswer,
  describedBy,
  problemId,
}: AnswerInputProps & { readonly describedBy: string | undefined; readonly problemId: string }) {
  const { t } = useTranslation();
  const button = (value: boolean) => (
    <button type="button" aria-pressed={draft === value} disabled={disabled} onClick={() => onAnswer(value)}>
      {value ? <IconCheck size={20} aria-hidden /> : <IconX size={20} aria-hidden />} {value ? t('yes') : t('no')}
    </button>
  );
  return (
    <>
      <div role="group" aria-labelledby={labelledBy} aria-describedby={describedBy} className={styles.big}>
        {button(true)}
        {button(false)}
      </div>
      <Problem id={problemId} text={problem} />
    </>
  );
}

function Choice({
  step,
  draft,
  problem,
  disabled,
  labelledBy,
  onDraft,
  describedBy,
  problemId,
}: AnswerInputProps & { readonly describedBy: string | undefined; readonly problemId: string }) {
  return (
    <>
      <div
        role="radiogroup"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-invalid={problem !== undefined}
        aria-required={step.required}
        className={styles.options}
      >
        {step.options?.map((option, index) => (
          <label key={option.value} className={styles.option}>
            <input
              type="radio"
              name={step.node}
              value={option.value}
              checked={draft === option.value}
              disabled={disabled}
              autoFocus={index === 0}
              onChange={() => onDraft(option.value)}
            />
            <span>{option.text}</span>
          </label>
        ))}
      </div>
      <Problem id={problemId} text={problem} />
    </>
  );
}

const kinds = {
  text: { type: 'text' },
  integer: { type: 'text', inputMode: 'numeric' },
  decimal: { type: 'text', inputMode: 'decimal' },
  date: { type: 'date' },
  email: { type: 'email', inputMode: 'email', autoComplete: 'email' },
  phone: { type: 'tel', inputMode: 'tel', autoComplete: 'tel' },
} as const;

export function AnswerInput(props: AnswerInputProps) {
  const { step, draft, problem, disabled, labelledBy, onDraft } = props;
  const id = useId();
  const problemId = `${id}-problem`;
  const hintId = `${id}-hint`;
  const describedBy =
    [step.hint === undefined ? '' : hintId, problem === undefined ? '' : problemId]
      .filter((part) => part !== '')
      .join(' ') || undefined;
  const hint = step.hint !== undefined && (
    <p id={hintId} className="soft">
      {step.hint}
    </p>
  );
  if (step.type === 'boolean')
    return (
      <>
        {hint}
        <YesNo {...props} describedBy={describedBy} problemId={problemId} />
      </>
    );
  if (step.type === 'choice')
    return (
      <>
        {hint}
        <Choice {...props} describedBy={describedBy} problemId={problemId} />
      </>
    );
  return (
    <div className="stack-tight">
      {hint}
      <TextInput
        {...kinds[step.type ?? 'text']}
        size="md"
        name={step.node}
        autoFocus
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-invalid={problem !== undefined}
        aria-required={step.required}
        error={problem !== undefined}
        disabled={disabled}
        value={typeof draft === 'string' ? draft : ''}
        onChange={(event) => onDraft(event.currentTarget.value)}
      />
      <Problem id={problemId} text={problem} />
    </div>
  );
}
