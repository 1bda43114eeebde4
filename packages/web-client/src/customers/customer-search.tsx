import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BusinessObject } from '../api/contracts.js';
import { screenQuery, searchQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { DataTable } from '../design/data-table.js';
import { Empty } from '../design/empty.js';
import { IconSearch, IconUserQuestion } from '../design/icons.js';
import { useFormats } from '../formats/use-formats.js';
import { AttributeValue } from '../folder/attribute-value.js';
import { useClass } from '../folder/use-class.js';
import { useLabel } from '../texts/label.js';

export interface CustomerSearchProps {
  /** What one does with a customer that was found: a link, a button. */
  readonly action: (customer: BusinessObject) => ReactNode;
  readonly initial?: string;
  readonly onSearch?: (text: string) => void;
  readonly autoFocus?: boolean;
}

function Found({
  className,
  search,
  action,
}: {
  readonly className: string;
  readonly search: string;
  readonly action: CustomerSearchProps['action'];
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const formats = useFormats();
  const info = useClass(className);
  const found = useQuery({ ...searchQuery(className, search), placeholderData: keepPreviousData });
  // Beside the name: how she is reached, and where she lives when the class knows that in one line.
  const reached = info?.attributes.filter(({ type }) => type === 'phone' || type === 'email') ?? [];
  const address = info?.attributes.filter(({ name }) => name === 'address') ?? [];
  return (
    <Answer query={found} lines={6}>
      {({ objects, total }) =>
        objects.length === 0 ? (
          <Empty
            icon={<IconUserQuestion size={40} stroke={1.5} aria-hidden />}
            title={t('search.none', { text: search })}
          >
            {t('search.noneAdvice')}
          </Empty>
        ) : (
          <>
            <p className="soft small" role="status">
              {total > objects.length
                ? t('search.first', { shown: formats.number(objects.length), total: formats.number(total) })
                : t('search.count', { count: total })}
            </p>
            <div className="panel">
              <DataTable
                caption={t('search.results')}
                rows={objects}
                rowKey={(object) => object.ref.key}
                columns={[
                  {
                    key: 'name',
                    header: label(info?.label),
                    lead: true,
                    cell: (object) => (
                      <div>
                        <p className="strong">{object.title}</p>
                        <p className="soft small number">{object.ref.key}</p>
                      </div>
                    ),
                  },
                  {
                    key: 'reached',
                    header: reached.map((attribute) => label(attribute.label)).join(', '),
                    cell: (object) => (
                      <div>
                        {reached.map((attribute) => (
                          <p key={attribute.name} className="wrap">
                            <AttributeValue attribute={attribute} value={object.values[attribute.name]} />
                          </p>
                        ))}
                      </div>
                    ),
                  },
                  ...address.map((attribute) => ({
                    key: attribute.name,
                    header: label(attribute.label),
                    cell: (object: BusinessObject) => (
                      <AttributeValue attribute={attribute} value={object.values[attribute.name]} />
                    ),
                  })),
                  { key: t('search.action'), header: '', end: true, cell: action },
                ]}
              />
            </div>
          </>
        )
      }
    </Answer>
  );
}

export function CustomerSearch({ action, initial = '', onSearch, autoFocus = false }: CustomerSearchProps) {
  const { t } = useTranslation();
  const screen = useQuery(screenQuery('customer-folder'));
  const [text, setText] = useState(initial);
  const [search] = useDebouncedValue(text.trim(), 250);
  return (
    <search className="stack panel search">
      <TextInput
        type="search"
        size="md"
        label={t('search.label')}
        placeholder={t('search.placeholder')}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={text}
        autoFocus={autoFocus}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onSearch?.(event.currentTarget.value.trim());
        }}
      />
      <Answer query={screen}>
        {({ class: className }) =>
          search === '' ? (
            <Empty icon={<IconSearch size={36} stroke={1.5} aria-hidden />} title={t('search.startTitle')}>
              {t('search.start')}
            </Empty>
          ) : (
            <Found className={className} search={search} action={action} />
          )
        }
      </Answer>
    </search>
  );
}
