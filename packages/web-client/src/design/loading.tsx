import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Grey lines in the shape of what is coming. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  const { t } = useTranslation();
  return (
    <div className="stack-tight" role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={14} width={`${92 - ((line * 17) % 45)}%`} />
      ))}
    </div>
  );
}
