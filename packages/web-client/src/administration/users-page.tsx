import { Button, Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserInfo } from '../api/contracts.js';
import { usersQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { Badge } from '../design/badge.js';
import { DataTable } from '../design/data-table.js';
import { IconPencil, IconUserPlus } from '../design/icons.js';
import { Page } from '../design/page.js';
import { Panel } from '../design/panel.js';
import { useSession } from '../session/use-session.js';
import styles from './administration.module.css';
import { UserForm } from './user-form.js';

/** `new`: a form for somebody who is not there yet. */
type Editing = UserInfo | 'new' | null;

const roles = ['agent', 'supervisor', 'administrator', 'customer'] as const;

function Roles({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <>
      {names
        .map((name) => {
          const known = roles.find((role) => role === name);
          return known ? t(`role.${known}`) : name;
        })
        .join(', ')}
    </>
  );
}

export function UsersPage() {
  const { t } = useTranslation();
  const { principal } = useSession();
  const users = useQuery(usersQuery);
  const [editing, setEditing] = useState<Editing>(null);
  const mayChange = principal?.roles.includes('administrator') ?? false;
  const edit = {
    key: t('users.change'),
    header: '',
    end: true,
    cell: (user: UserInfo) => (
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPencil size={14} aria-hidden />}
        onClick={() => setEditing(user)}
        aria-label={t('users.changeNamed', { name: user.name })}
      >
        {t('users.change')}
      </Button>
    ),
  };
  return (
    <Page
      title={t('pages.users')}
      lead={t('users.lead')}
      aside={
        mayChange && (
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
            {t('users.add')}
          </Button>
        )
      }
    >
      <Panel title={t('users.all')} count={users.data?.length} flush>
        <Answer query={users} lines={6}>
          {(list) => (
            <DataTable
              caption={t('pages.users')}
              rows={list}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'name',
                  header: t('users.name'),
                  lead: true,
                  cell: ({ name }) => <span className="strong">{name}</span>,
                },
                { key: 'id', header: t('users.id'), cell: ({ id }) => id },
                { key: 'roles', header: t('users.roles'), cell: (user) => <Roles names={user.roles} /> },
                {
                  key: 'skills',
                  header: t('users.skills'),
                  cell: ({ skills }) =>
                    Object.keys(skills).length === 0 ? (
                      <span className="soft">–</span>
                    ) : (
                      <span className={styles.skills}>
                        {Object.entries(skills).map(([skill, level]) => (
                          <Badge key={skill} tone="idle" bare>
                            {skill} {level}
                          </Badge>
                        ))}
                      </span>
                    ),
                },
                {
                  key: 'extension',
                  header: t('users.extension'),
                  cell: ({ extension, customer }) => (
                    <span className="number">
                      {extension ?? (customer === null ? '–' : t('users.customerNumber', { number: customer }))}
                    </span>
                  ),
                },
                {
                  key: 'active',
                  header: t('users.state'),
                  cell: ({ active }) => (
                    <Badge tone={active ? 'ok' : 'idle'}>{t(active ? 'users.isActive' : 'users.isInactive')}</Badge>
                  ),
                },
                ...(mayChange ? [edit] : []),
              ]}
            />
          )}
        </Answer>
      </Panel>
      <Drawer
        opened={editing !== null}
        onClose={() => setEditing(null)}
        size="md"
        title={editing === 'new' || editing === null ? t('users.add') : editing.name}
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        {editing !== null && (
          <UserForm
            key={editing === 'new' ? '' : editing.id}
            user={editing === 'new' ? null : editing}
            onDone={() => setEditing(null)}
          />
        )}
      </Drawer>
    </Page>
  );
}
