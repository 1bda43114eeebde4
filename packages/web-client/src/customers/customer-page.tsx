import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { objectQuery, screenQuery } from '../api/queries.js';
import type { ObjectRef } from '../api/contracts.js';
import { Answer } from '../design/answer.js';
import { IconChevronLeft } from '../design/icons.js';
import { useDocumentTitle } from '../design/page.js';
import { ScriptPanel } from '../dialogs/script-panel.js';
import { CustomerFolder } from '../folder/customer-folder.js';
import styles from './customer-page.module.css';

function Customer({ customer }: { readonly customer: ObjectRef }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<string | null>(null);
  const object = useQuery(objectQuery(customer));
  useDocumentTitle(object.data?.title ?? t('pages.customers'));
  return (
    <div className={styles.columns}>
      {!object.data && <h1 className="unseen">{t('pages.customers')}</h1>}
      <CustomerFolder customer={customer} level={1} />
      {/* No script about somebody who is not there. */}
      {!object.isError && <ScriptPanel customer={customer} dialog={dialog} onDialog={setDialog} />}
    </div>
  );
}

export function CustomerPage() {
  const { t } = useTranslation();
  const { key = '' } = useParams();
  const screen = useQuery(screenQuery('customer-folder'));
  return (
    <div className="page">
      <Link to="/customers" className="row plain-link soft">
        <IconChevronLeft size={16} aria-hidden /> {t('search.back')}
      </Link>
      <Answer query={screen} lines={8}>
        {({ class: className }) => <Customer key={key} customer={{ class: className, key }} />}
      </Answer>
    </div>
  );
}
