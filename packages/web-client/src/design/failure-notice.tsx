import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { asFailure } from '../api/failure.js';
import { IconAlertTriangle, IconRefresh } from './icons.js';

/** What went wrong, in the reader's language; the server's own words; what to do. */
export function FailureNotice({
  error,
  title,
  retry,
}: {
  readonly error: unknown;
  /** What it means on this page, where the general words for its code would mislead. */
  readonly title?: string | undefined;
  readonly retry?: (() => unknown) | undefined;
}) {
  const { t } = useTranslation();
  if (error === null || error === undefined) return null;
  const failure = asFailure(error);
  const { advice } = failure.details;
  return (
    <div role="alert" className={failure.code === 'conflict' ? 'notice warning' : 'notice bad'}>
      <IconAlertTriangle size={20} aria-hidden />
      <div className="notice-body">
        <p>
          <span className="strong">{title ?? t(`failure.${failure.code}.title`)}</span>
          {title === undefined && ` ${t(`failure.${failure.code}.advice`)}`}
        </p>
        {failure.code !== 'offline' && failure.message !== '' && (
          <p className="small lines" lang="en">
            {failure.message}
          </p>
        )}
        {typeof advice === 'string' && (
          <p className="small lines" lang="en">
            {advice}
          </p>
        )}
        {failure.requestId && <p className="small">{t('failure.request', { id: failure.requestId })}</p>}
        {retry && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={() => void retry()}
          >
            {t('action.retry')}
          </Button>
        )}
      </div>
    </div>
  );
}
