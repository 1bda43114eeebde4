import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { identifyContact } from '../api/changes.js';
import type { ActiveContact, ObjectRef } from '../api/contracts.js';
import { CustomerSearch } from '../customers/customer-search.js';
import { FailureNotice } from '../design/failure-notice.js';
import { IconUserCheck } from '../design/icons.js';

/** The machine does not know who it is: the agent asks, finds and says so. */
export function Identify({ contact }: { readonly contact: ActiveContact }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const identify = useMutation({
    mutationFn: (customer: ObjectRef) => identifyContact(contact.id, customer),
    onSuccess: () => client.invalidateQueries({ queryKey: ['desk'] }),
  });
  return (
    <div className="stack">
      <div>
        <h2>{t('identify.title')}</h2>
        <p className="soft">{t('identify.lead')}</p>
      </div>
      <FailureNotice error={identify.error} />
      <CustomerSearch
        autoFocus
        action={({ ref, title }) => (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconUserCheck size={15} aria-hidden />}
            loading={identify.isPending && identify.variables.key === ref.key}
            onClick={() => identify.mutate(ref)}
            aria-label={t('identify.thisIsNamed', { name: title })}
          >
            {t('identify.thisIs')}
          </Button>
        )}
      />
    </div>
  );
}
