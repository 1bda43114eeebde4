import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { asFailure } from '../api/failure.js';
import { IconAlertTriangle, IconRefresh } from './icons.js';

/** What went wrong, in the reader's language; the server's own words; what to do. */
export function FailureNotice({
  error,
  retry,
}: {
  readonly error: unknown;
  readonly retry?: (() => unknown) | undefined;
}) {
  const { t } = useTranslation();
  if (error === null || error === undefined) return null;
  const failure = asFailure(error);
  return (
    <div role="alert" className={failure.code === 'conflict' ? 'notice warning' : 'notice bad'}>
      <IconAlertTriangle size={20} aria-hidden />
      <div className="notice-body">
        <p>
          <span className="strong">{t(`failure.${failure.code}.title`)}</span> {t(`failure.${failure.code}.advice`)}
        </p>
        {failure.code !== 'offline' && failure.message !== '' && (
          <p className="small wrap" lang="en">
            {failure.message}
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
