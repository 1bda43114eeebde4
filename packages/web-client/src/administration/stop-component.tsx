import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconPlayerStop } from '../design/icons.js';
import styles from './administration.module.css';

/** Stops a component, in two steps: the button that is pressed twice stays in its place. */
export function StopComponent({
  busy,
  disabled,
  onStop,
}: {
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly onStop: () => void;
}) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  return (
    <section className={styles.change}>
      <div>
        <h3>{t('components.stopTitle')}</h3>
        <p className="soft">{t('components.stopLead')}</p>
      </div>
      <div className="row">
        <Button
          variant={asked ? 'filled' : 'default'}
          {...(asked ? { color: 'red.9' } : {})}
          loading={busy}
          disabled={disabled}
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          onClick={() => {
            if (asked) onStop();
            setAsked(!asked);
          }}
        >
          {t(asked ? 'components.stopSure' : 'components.stop')}
        </Button>
        {asked && (
          <Button variant="subtle" onClick={() => setAsked(false)}>
            {t('components.keep')}
          </Button>
        )}
      </div>
    </section>
  );
}
