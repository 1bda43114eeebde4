import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { dialogsQuery, scriptsQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { FailureNotice } from '../design/failure-notice.js';
import { IconChevronRight, IconFileText, IconGauge, IconHome } from '../design/icons.js';
import { useStartDialog } from '../dialogs/start-script.js';
import { useFormats } from '../formats/use-formats.js';
import { useNow } from '../formats/use-now.js';
import { useLabel } from '../texts/label.js';
import styles from './portal.module.css';

const icons = [
  { words: /mov|house/i, Icon: IconHome },
  { words: /meter|reading/i, Icon: IconGauge },
] as const;

/** What she began and did not end. */
export function Unfinished() {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const open = useQuery(dialogsQuery({ mine: 1, open: 1 }));
  return (
    <>
      {open.data
        ?.filter(({ status }) => status === 'asking')
        .map((dialog) => (
          <section key={dialog.id} className={styles.resume} aria-label={t('dialog.continue')}>
            <div>
              <p>{t('portal.unfinished', { script: dialog.script.title })}</p>
              <p>{t('portal.unfinishedSince', { time: formats.relative(dialog.changedAt, now) })}</p>
            </div>
            <Button component={Link} to={`/portal/dialogs/${dialog.id}`} variant="white">
              {t('dialog.resume')}
            </Button>
          </section>
        ))}
    </>
  );
}

/** What she can do herself. */
export function StartButtons() {
  const { t, i18n } = useTranslation();
  const label = useLabel();
  const navigate = useNavigate();
  const scripts = useQuery(scriptsQuery);
  const start = useStartDialog((id) => void navigate(`/portal/dialogs/${id}`));
  const wanted = i18n.resolvedLanguage ?? 'en';
  return (
    <section className="stack-tight" aria-label={t('portal.doYourself')}>
      <h2>{t('portal.doYourself')}</h2>
      <FailureNotice error={start.error} />
      <Answer query={scripts} lines={2}>
        {(all) => (
          <ul className={styles.start}>
            {all
              .filter(({ channels }) => channels.includes('web'))
              .map((script) => {
                const Icon = icons.find(({ words }) => words.test(script.id))?.Icon ?? IconFileText;
                return (
                  <li key={script.id}>
                    <button
                      type="button"
                      disabled={start.isPending}
                      onClick={() =>
                        start.mutate({
                          script: script.id,
                          language: script.languages.includes(wanted) ? wanted : (script.languages[0] ?? 'en'),
                        })
                      }
                    >
                      <span className={styles.icon}>
                        <Icon size={22} aria-hidden />
                      </span>
                      <span className={styles.label}>{label(script.title)}</span>
                      <IconChevronRight size={20} aria-hidden />
                    </button>
                  </li>
                );
              })}
          </ul>
        )}
      </Answer>
    </section>
  );
}
