import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewComponent } from '../api/changes.js';
import { addComponent, removeComponent, replaceComponent, rollbackComponent } from '../api/changes.js';
import type { ServiceInfo } from '../api/contracts.js';
import { IconArrowBackUp } from '../design/icons.js';
import styles from './administration.module.css';
import { ChangeFailure } from './change-failure.js';
import type { Change } from './change-failure.js';
import { AddForm, drainSeconds, ReplaceForm } from './component-form.js';
import { ReplacementNotice } from './replacement-notice.js';
import { StopComponent } from './stop-component.js';

/** What the service manager calls itself: it cannot change itself. */
const manager = 'service-manager';

type Asked =
  | ({ readonly what: 'add' } & NewComponent)
  | { readonly what: 'replace'; readonly spec: string; readonly drainMs: number }
  | { readonly what: 'rollback' | 'remove' };

/** Replaces, rolls back, stops or adds a component. What is running stays when the new version is not fit. */
export function ComponentChange({
  name,
  component,
  services,
}: {
  /** `new` for one that is to be added. */
  readonly name: string;
  /** As it is now; undefined when it is not there. */
  readonly component: ServiceInfo | undefined;
  readonly services: readonly ServiceInfo[];
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (asked: Asked) => {
      switch (asked.what) {
        case 'add': {
          const { what: _, ...given } = asked;
          return addComponent(given);
        }
        case 'replace':
          return replaceComponent(name, { spec: asked.spec, drainMs: asked.drainMs });
        case 'rollback':
          return rollbackComponent(name, { drainMs: drainSeconds * 1000 });
        default:
          return removeComponent(name);
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['services'] }),
  });
  const outcome = useRef<HTMLDivElement>(null);
  // The button that was pressed may be a screen further down, and the focus is lost with it while it is disabled.
  useEffect(() => {
    if (change.status === 'idle') return;
    outcome.current?.scrollIntoView({ block: 'nearest' });
    outcome.current?.focus({ preventScroll: true });
  }, [change.status]);
  const isBusy = (what: Change): boolean => change.isPending && change.variables.what === what;
  const made = change.data && services.find((service) => service.component === change.data.name);
  return (
    <>
      <div className={styles.outcome} aria-live="polite" tabIndex={-1} ref={outcome}>
        {change.isPending && <p className="soft">{t(`components.busy.${change.variables.what}`)}</p>}
        {change.variables && <ChangeFailure error={change.error} change={change.variables.what} />}
        {change.data && <ReplacementNotice report={change.data} component={made} />}
      </div>
      {name === 'new' && <AddForm busy={isBusy('add')} onAdd={(given) => change.mutate({ what: 'add', ...given })} />}
      {name === manager && <p className="soft">{t('components.managerLead')}</p>}
      {component && name !== manager && (
        <>
          <ReplaceForm
            source={component.source}
            busy={isBusy('replace')}
            disabled={change.isPending}
            onReplace={(spec, drainMs) => change.mutate({ what: 'replace', spec, drainMs })}
          />
          {component.previousVersion !== undefined && (
            <section className={styles.change}>
              <div>
                <h3>{t('components.rollbackTitle')}</h3>
                <p className="soft">{t('components.rollbackLead')}</p>
              </div>
              <Button
                variant="default"
                loading={isBusy('rollback')}
                disabled={change.isPending}
                leftSection={<IconArrowBackUp size={16} aria-hidden />}
                onClick={() => change.mutate({ what: 'rollback' })}
              >
                {t('components.rollback', { version: component.previousVersion })}
              </Button>
            </section>
          )}
          <StopComponent
            busy={isBusy('remove')}
            disabled={change.isPending}
            onStop={() => change.mutate({ what: 'remove' })}
          />
        </>
      )}
      {!component && name !== 'new' && !change.data && <p className="soft">{t('components.gone')}</p>}
    </>
  );
}
