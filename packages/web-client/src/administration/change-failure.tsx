import { useTranslation } from 'react-i18next';
import type { FailureCode } from '../api/failure.js';
import { asFailure } from '../api/failure.js';
import { FailureNotice } from '../design/failure-notice.js';

export type Change = 'replace' | 'rollback' | 'remove' | 'add';

/** After these nothing is other than before. */
const unchanged: ReadonlySet<FailureCode> = new Set([
  'invalid',
  'not-found',
  'forbidden',
  'conflict',
  'unavailable',
  'overloaded',
]);

/** Why a change was not made, and what that leaves in service. */
export function ChangeFailure({ error, change }: { readonly error: unknown; readonly change: Change }) {
  const { t } = useTranslation();
  if (error === null) return null;
  const { code } = asFailure(error);
  const what = change === 'rollback' ? 'replace' : change;
  if (code === 'refused' && what !== 'remove')
    return <FailureNotice error={error} title={t(`components.unfit.${what}`)} />;
  return <FailureNotice error={error} title={unchanged.has(code) ? t(`components.failed.${what}`) : undefined} />;
}
