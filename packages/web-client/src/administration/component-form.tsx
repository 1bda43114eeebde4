import { Button, NumberInput, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconPlus, IconReplace } from '../design/icons.js';
import styles from './administration.module.css';

/** Seconds that calls under way may go on before they are ended. */
export const drainSeconds = 30;

/** Puts another version in the place of a component. */
export function ReplaceForm({
  source,
  busy,
  disabled,
  onReplace,
}: {
  /** Where the running version was loaded from: the new one is often there. */
  readonly source: string | undefined;
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly onReplace: (spec: string, drainMs: number) => void;
}) {
  const { t } = useTranslation();
  const [spec, setSpec] = useState(source ?? '');
  const [seconds, setSeconds] = useState<number | string>(drainSeconds);
  return (
    <form
      className={`stack ${styles.section}`}
      onSubmit={(event) => {
        event.preventDefault();
        onReplace(spec.trim(), (seconds === '' ? drainSeconds : Number(seconds)) * 1000);
      }}
    >
      <div>
        <h3>{t('components.replace')}</h3>
        <p className="soft">{t('components.replaceLead')}</p>
      </div>
      <SpecInput label={t('components.spec')} description={t('components.specHelp')} value={spec} onValue={setSpec} />
      <NumberInput
        label={t('components.drain')}
        description={t('components.drainHelp')}
        min={0}
        max={600}
        allowDecimal={false}
        clampBehavior="strict"
        value={seconds}
        onChange={setSeconds}
      />
      <Button
        type="submit"
        loading={busy}
        disabled={spec.trim() === '' || disabled}
        leftSection={<IconReplace size={16} aria-hidden />}
      >
        {t('components.replaceNow')}
      </Button>
    </form>
  );
}

/** Loads a component that is not there yet. */
export function AddForm({
  busy,
  onAdd,
}: {
  readonly busy: boolean;
  readonly onAdd: (component: { readonly spec: string; readonly name?: string; readonly ownProcess: boolean }) => void;
}) {
  const { t } = useTranslation();
  const [spec, setSpec] = useState('');
  const [name, setName] = useState('');
  const [ownProcess, setOwnProcess] = useState(false);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ spec: spec.trim(), ownProcess, ...(name.trim() === '' ? {} : { name: name.trim() }) });
      }}
    >
      <p className="soft">{t('components.addLead')}</p>
      <SpecInput
        label={t('components.specNew')}
        description={t('components.specNewHelp')}
        value={spec}
        onValue={setSpec}
        focused
      />
      <TextInput
        label={t('components.name')}
        description={t('components.nameHelp')}
        value={name}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Switch
        label={t('components.ownProcess')}
        description={t('components.ownProcessHelp')}
        checked={ownProcess}
        onChange={(event) => setOwnProcess(event.currentTarget.checked)}
      />
      <Button
        type="submit"
        loading={busy}
        disabled={spec.trim() === ''}
        leftSection={<IconPlus size={16} aria-hidden />}
      >
        {t('components.addNow')}
      </Button>
    </form>
  );
}

function SpecInput({
  label,
  description,
  value,
  onValue,
  focused = false,
}: {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly focused?: boolean;
}) {
  return (
    <TextInput
      label={label}
      description={description}
      required
      value={value}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onChange={(event) => onValue(event.currentTarget.value)}
      {...(focused ? { 'data-autofocus': true } : {})}
    />
  );
}
