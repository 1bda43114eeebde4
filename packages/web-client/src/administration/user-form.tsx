import { Button, Checkbox, PasswordInput, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewUser, UserChange } from '../api/changes.js';
import { addUser, changeUser } from '../api/changes.js';
import type { UserInfo } from '../api/contracts.js';
import { FailureNotice } from '../design/failure-notice.js';
import styles from './administration.module.css';
import { rowsOf, SkillsField, skillsOf } from './skills-field.js';

const roles = ['agent', 'supervisor', 'administrator', 'customer'] as const;

/** Adds a user, or changes one; an empty password leaves the old one. */
export function UserForm({ user, onDone }: { readonly user: UserInfo | null; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [id, setId] = useState(user?.id ?? '');
  const [name, setName] = useState(user?.name ?? '');
  const [password, setPassword] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>(user?.roles ?? ['agent']);
  const [skills, setSkills] = useState(() => rowsOf(user?.skills ?? {}));
  const [extension, setExtension] = useState(user?.extension ?? '');
  const [phonePassword, setPhonePassword] = useState('');
  const [customer, setCustomer] = useState(user?.customer ?? '');
  const [active, setActive] = useState(user?.active ?? true);
  const isCustomer = chosen.includes('customer');
  const save = useMutation({
    mutationFn: () => {
      const shared = {
        name: name.trim(),
        roles: chosen,
        skills: skillsOf(skills),
        ...(extension.trim() === '' ? {} : { extension: extension.trim() }),
        ...(phonePassword === '' ? {} : { phonePassword }),
      };
      if (user)
        return changeUser(user.id, {
          ...shared,
          active,
          ...(password === '' ? {} : { password }),
        } satisfies UserChange);
      return addUser({
        ...shared,
        id: id.trim(),
        password,
        ...(isCustomer && customer.trim() !== '' ? { customer: customer.trim() } : {}),
      } satisfies NewUser);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['users'] });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <FailureNotice error={save.error} />
      <TextInput
        label={t('users.id')}
        required
        value={id}
        disabled={user !== null}
        autoComplete="off"
        autoCapitalize="none"
        onChange={(event) => setId(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label={t('users.name')}
        required
        value={name}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('users.password')}
        description={user ? t('users.passwordKept') : undefined}
        required={user === null}
        value={password}
        autoComplete="new-password"
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
      <fieldset className={styles.fieldset}>
        <legend>{t('users.roles')}</legend>
        {roles.map((role) => (
          <Checkbox
            key={role}
            label={t(`role.${role}`)}
            checked={chosen.includes(role)}
            onChange={(event) =>
              setChosen(event.currentTarget.checked ? [...chosen, role] : chosen.filter((each) => each !== role))
            }
          />
        ))}
      </fieldset>
      {isCustomer ? (
        <TextInput
          label={t('users.customer')}
          value={customer}
          disabled={user !== null}
          onChange={(event) => setCustomer(event.currentTarget.value)}
        />
      ) : (
        <>
          <TextInput
            label={t('users.extension')}
            value={extension}
            inputMode="numeric"
            onChange={(event) => setExtension(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('users.phonePassword')}
            description={user ? t('users.passwordKept') : undefined}
            value={phonePassword}
            autoComplete="new-password"
            onChange={(event) => setPhonePassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          />
          <SkillsField rows={skills} onRows={setSkills} />
        </>
      )}
      {user && (
        <Switch
          label={t('users.active')}
          checked={active}
          onChange={(event) => setActive(event.currentTarget.checked)}
        />
      )}
      <Button type="submit" loading={save.isPending} disabled={chosen.length === 0}>
        {user ? t('users.save') : t('users.add')}
      </Button>
    </form>
  );
}
