import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { phonesQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { Badge } from '../design/badge.js';
import { DataTable } from '../design/data-table.js';
import { Empty } from '../design/empty.js';
import { IconDeviceLandlinePhone } from '../design/icons.js';
import { Page } from '../design/page.js';
import { Panel } from '../design/panel.js';
import { useFormats } from '../formats/use-formats.js';
import { useNow } from '../formats/use-now.js';

export function PhonesPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const phones = useQuery(phonesQuery);
  return (
    <Page title={t('pages.phones')} lead={t('phones.lead')}>
      <Panel title={t('phones.all')} count={phones.data?.length} flush>
        <Answer query={phones}>
          {(list) =>
            list.length === 0 ? (
              <Empty icon={<IconDeviceLandlinePhone size={40} stroke={1.5} aria-hidden />} title={t('phones.none')}>
                {t('phones.noneAdvice')}
              </Empty>
            ) : (
              <DataTable
                caption={t('pages.phones')}
                rows={list}
                rowKey={({ extension }) => extension}
                columns={[
                  {
                    key: 'extension',
                    header: t('phones.extension'),
                    lead: true,
                    cell: ({ extension }) => <span className="strong number">{extension}</span>,
                  },
                  {
                    key: 'state',
                    header: t('phones.state'),
                    cell: ({ registered }) => (
                      <Badge tone={registered ? 'ok' : 'idle'}>
                        {t(registered ? 'phones.registered' : 'phones.missing')}
                      </Badge>
                    ),
                  },
                  {
                    key: 'address',
                    header: t('phones.address'),
                    cell: ({ address }) => <span className="number wrap">{address ?? '–'}</span>,
                  },
                  {
                    key: 'device',
                    header: t('phones.device'),
                    cell: ({ userAgent }) => <span className="wrap">{userAgent ?? '–'}</span>,
                  },
                  {
                    key: 'until',
                    header: t('phones.until'),
                    cell: ({ expiresAt }) =>
                      expiresAt === undefined ? (
                        '–'
                      ) : (
                        <time dateTime={expiresAt}>{formats.relative(expiresAt, now)}</time>
                      ),
                  },
                ]}
              />
            )
          }
        </Answer>
      </Panel>
    </Page>
  );
}
