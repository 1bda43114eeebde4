import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { Page as PageName } from '../api/contracts.js';
import { Empty } from '../design/empty.js';
import { IconLock } from '../design/icons.js';
import { Page } from '../design/page.js';
import { useSession } from '../session/use-session.js';

/** The server refuses the data anyway; this says so instead of showing a broken page. */
export function PageGate({ page, children }: { readonly page: PageName; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { pages } = useSession();
  if (pages.includes(page)) return children;
  return (
    <Page title={t('forbidden.title')} quiet>
      <Empty icon={<IconLock size={40} stroke={1.5} aria-hidden />} title={t('forbidden.title')}>
        {t('forbidden.advice')}
      </Empty>
    </Page>
  );
}
