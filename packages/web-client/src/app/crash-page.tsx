import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Empty } from '../design/empty.js';
import { Page } from '../design/page.js';

/** A fault of ours, or a page whose code is gone because a newer version was put into service. */
export function CrashPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <main>
      <Page title={t('crash.title')} quiet>
        <Empty title={t('crash.title')}>
          <p>{t('crash.advice')}</p>
          <Button onClick={() => location.reload()}>{t('crash.reload')}</Button>
          <p className="small wrap">{error instanceof Error ? error.message : String(error)}</p>
        </Empty>
      </Page>
    </main>
  );
}
