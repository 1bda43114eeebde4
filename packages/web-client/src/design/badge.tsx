import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type Tone = 'ok' | 'warning' | 'bad' | 'info' | 'idle' | 'accent';

export function Badge({
  tone,
  bare = false,
  children,
}: {
  readonly tone: Tone;
  readonly bare?: boolean;
  readonly children: ReactNode;
}) {
  return <span className={`badge tone-${tone}${bare ? ' bare' : ''}`}>{children}</span>;
}

/** Whatever comes from the simulated trunk says so, everywhere. */
export function SimulatedBadge() {
  const { t } = useTranslation();
  return <span className="badge bare simulated">{t('simulated')}</span>;
}
