import { ActionIcon, Button, NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconPlus, IconX } from '../design/icons.js';
import styles from './administration.module.css';

export interface SkillRow {
  readonly id: number;
  readonly skill: string;
  readonly level: number;
}

/** Rows with a name, as the API wants them; the last row of a name counts. */
export function skillsOf(rows: readonly SkillRow[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    rows.filter(({ skill }) => skill.trim() !== '').map(({ skill, level }) => [skill.trim(), level]),
  );
}

export function rowsOf(skills: Readonly<Record<string, number>>): readonly SkillRow[] {
  return Object.entries(skills).map(([skill, level], id) => ({ id, skill, level }));
}

export function SkillsField({
  rows,
  onRows,
}: {
  readonly rows: readonly SkillRow[];
  readonly onRows: (rows: readonly SkillRow[]) => void;
}) {
  const { t } = useTranslation();
  const change = (id: number, part: Partial<SkillRow>) =>
    onRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <fieldset className={styles.fieldset}>
      <legend>{t('users.skills')}</legend>
      {rows.map((row) => (
        <div key={row.id} className={styles.skillRow}>
          <TextInput
            aria-label={t('users.skill')}
            placeholder={t('users.skill')}
            value={row.skill}
            onChange={(event) => change(row.id, { skill: event.currentTarget.value })}
          />
          <NumberInput
            aria-label={t('users.level')}
            min={1}
            max={10}
            allowDecimal={false}
            value={row.level}
            onChange={(level) => change(row.id, { level: Number(level) || 1 })}
          />
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('users.removeSkill', { skill: row.skill })}
            onClick={() => onRows(rows.filter(({ id }) => id !== row.id))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onRows([...rows, { id: Math.max(-1, ...rows.map(({ id }) => id)) + 1, skill: '', level: 5 }])}
        >
          {t('users.addSkill')}
        </Button>
      </div>
    </fieldset>
  );
}
