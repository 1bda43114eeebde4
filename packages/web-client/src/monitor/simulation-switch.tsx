import { Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { setSimulation } from '../api/changes.js';
import { SimulatedBadge } from '../design/badge.js';
import { FailureNotice } from '../design/failure-notice.js';

/** Calls that nobody makes: a living front office for somebody without a phone, marked as such everywhere. */
export function SimulationSwitch({ on }: { readonly on: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: setSimulation,
    onSuccess: () => client.invalidateQueries({ queryKey: ['monitor'] }),
  });
  return (
    <div className="row">
      <FailureNotice error={change.error} />
      <Switch
        label={t('monitor.demoCalls')}
        checked={change.isPending ? change.variables : on}
        disabled={change.isPending}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      <SimulatedBadge />
    </div>
  );
}
