import { useTranslation } from 'react-i18next';
import { IconPlugConnectedX } from '../design/icons.js';
import { useLine } from './live-provider.js';

/** Says so when what is on the page may be old. */
export function LineStatus() {
  const { t } = useTranslation();
  const lost = useLine() === 'lost';
  return (
    <div role="status" aria-live="polite" className={lost ? 'line-lost' : 'line-well'}>
      {lost && (
        <>
          <IconPlugConnectedX size={18} aria-hidden /> <span>{t('live.lost')}</span>
        </>
      )}
    </div>
  );
}
