import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../design/empty.js';
import { Page } from '../design/page.js';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('notFound.title')} quiet>
      <Empty title={t('notFound.title')}>
        <p>{t('notFound.advice')}</p>
        <Button component={Link} to="/" variant="default">
          {t('notFound.home')}
        </Button>
      </Empty>
    </Page>
  );
}
