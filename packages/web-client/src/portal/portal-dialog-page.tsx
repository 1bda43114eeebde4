import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { dialogQuery } from '../api/queries.js';
import { IconChevronLeft } from '../design/icons.js';
import { useDocumentTitle } from '../design/page.js';
import { DialogRunner } from '../dialogs/dialog-runner.js';
import styles from './portal.module.css';

export function PortalDialogPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data } = useQuery(dialogQuery(id));
  const title = data?.script.title ?? t('pages.portal');
  useDocumentTitle(title);
  return (
    <div className={styles.dialog}>
      <Link to="/portal" className="row plain-link soft">
        <IconChevronLeft size={16} aria-hidden /> {t('portal.back')}
      </Link>
      <h1>{title}</h1>
      <div className="panel">
        <div className="panel-body">
          <DialogRunner
            id={id}
            onOver={() => (
              <Button component={Link} to="/portal" variant="light">
                {t('portal.back')}
              </Button>
            )}
          />
        </div>
      </div>
      {data?.status === 'asking' && <p className="soft small">{t('portal.kept')}</p>}
    </div>
  );
}
