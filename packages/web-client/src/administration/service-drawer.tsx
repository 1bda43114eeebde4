import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ContractDescription } from '../api/contracts.js';
import { serviceQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { Badge } from '../design/badge.js';
import styles from './administration.module.css';
import { schemaText } from './schema-text.js';

function Member({ member }: { readonly member: ContractDescription['members'][number] }) {
  const { t } = useTranslation();
  return (
    <details className={styles.member}>
      <summary>
        <span className="strong">{member.name}</span>{' '}
        <Badge tone="idle" bare>
          {t(`services.kind.${member.kind}`)}
        </Badge>{' '}
        {member.idempotent && (
          <Badge tone="ok" bare>
            {t('services.idempotent')}
          </Badge>
        )}
        <p className="soft" lang="en">
          {member.summary}
        </p>
      </summary>
      {member.input !== undefined && (
        <>
          <p className="small strong">{t('services.input')}</p>
          <pre className={styles.schema} tabIndex={0} aria-label={t('services.input')}>
            {schemaText(member.input)}
          </pre>
        </>
      )}
      {member.output !== undefined && (
        <>
          <p className="small strong">{t('services.output')}</p>
          <pre className={styles.schema} tabIndex={0} aria-label={t('services.output')}>
            {schemaText(member.output)}
          </pre>
        </>
      )}
    </details>
  );
}

/** The contract of a service, readable: what it can do, what it takes, what it answers. */
export function ServiceDrawer({
  contract,
  onClose,
}: {
  readonly contract: string | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={contract !== null}
      onClose={onClose}
      size="xl"
      title={contract ?? ''}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {contract !== null && <Description contract={contract} />}
    </Drawer>
  );
}

function Description({ contract }: { readonly contract: string }) {
  const { t } = useTranslation();
  const query = useQuery(serviceQuery(contract));
  return (
    <Answer query={query} lines={8}>
      {(description) => (
        <>
          <p className="row">
            <span lang="en">{description.summary}</span>
            <Badge tone="accent" bare>
              {t('services.version', { version: description.version })}
            </Badge>
          </p>
          <div className={styles.members}>
            {description.members.map((member) => (
              <Member key={member.name} member={member} />
            ))}
          </div>
        </>
      )}
    </Answer>
  );
}
