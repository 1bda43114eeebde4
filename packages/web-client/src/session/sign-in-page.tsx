import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { signIn } from '../api/changes.js';
import { asFailure } from '../api/failure.js';
import { sessionQuery } from '../api/queries.js';
import { BrandMark } from '../design/brand-mark.js';
import { FailureNotice } from '../design/failure-notice.js';
import { useDocumentTitle } from '../design/page.js';
import { LanguageSwitch } from '../texts/language-switch.js';
import { useLabel } from '../texts/label.js';
import styles from './sign-in-page.module.css';
import { wayBack } from './way-back.js';

function Stage({ title }: { readonly title: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.stage}>
      <svg className={styles.waves} viewBox="0 0 200 200" fill="none" stroke="#8c4374" aria-hidden="true">
        {[20, 38, 56, 74, 92].map((radius) => (
          <circle key={radius} cx="100" cy="100" r={radius} strokeWidth="3" />
        ))}
      </svg>
      <p className={styles.brand}>
        <BrandMark size={36} /> {title}
      </p>
      <p className={styles.claim}>{t('signIn.claim')}</p>
      <p className={styles.foot}>{t('signIn.foot')}</p>
    </div>
  );
}

function SignInForm() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => signIn(name.trim(), password),
    onSuccess: async () => {
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      await client.refetchQueries(sessionQuery);
      await navigate(wayBack(search.get('back')), { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  const failure = attempt.error ? asFailure(attempt.error) : null;
  const refused = failure?.code === 'unauthenticated';
  return (
    <form className={styles.form} onSubmit={submit}>
      <div>
        <h1>{t('signIn.title')}</h1>
        <p className="soft">{t('signIn.lead')}</p>
      </div>
      {search.has('back') && !failure && <p className="notice info">{t('signIn.again')}</p>}
      <div aria-live="polite">
        {failure && (refused ? <p className="notice bad">{t('signIn.refused')}</p> : <FailureNotice error={failure} />)}
      </div>
      <TextInput
        label={t('signIn.name')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        withAsterisk={false}
        size="md"
        autoFocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('signIn.password')}
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        size="md"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
      <Button type="submit" size="md" loading={attempt.isPending}>
        {t('signIn.submit')}
      </Button>
    </form>
  );
}

export function SignInPage() {
  const { t } = useTranslation();
  const label = useLabel();
  const session = useQuery(sessionQuery);
  const [search] = useSearchParams();
  useDocumentTitle(t('signIn.title'));
  if (session.data?.principal) return <Navigate to={wayBack(search.get('back'))} replace />;
  return (
    <main className={styles.ground}>
      <Stage title={session.data ? label(session.data.application.title) : 'Caruso'} />
      <div className={styles.side}>
        <div className={styles.top}>
          <LanguageSwitch />
        </div>
        {session.error && <FailureNotice error={session.error} retry={session.refetch} />}
        <SignInForm />
      </div>
    </main>
  );
}
