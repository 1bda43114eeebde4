import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Page } from '../design/page.js';
import { CustomerSearch } from './customer-search.js';

export function CustomersPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  return (
    <Page title={t('pages.customers')} lead={t('search.lead')}>
      <CustomerSearch
        autoFocus
        initial={params.get('search') ?? ''}
        onSearch={(text) => setParams(text === '' ? {} : { search: text }, { replace: true })}
        action={({ ref, title }) => (
          <Link to={`/customers/${encodeURIComponent(ref.key)}`} aria-label={t('search.openName', { name: title })}>
            {t('search.open')}
          </Link>
        )}
      />
    </Page>
  );
}
