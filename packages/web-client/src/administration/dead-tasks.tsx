import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { retryTask } from '../api/changes.js';
import { tasksQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { DataTable } from '../design/data-table.js';
import { FailureNotice } from '../design/failure-notice.js';
import { IconCircleCheck, IconRefresh } from '../design/icons.js';
import { Panel } from '../design/panel.js';
import { useFormats } from '../formats/use-formats.js';

/** Durable work that was given up: somebody must look, mend the cause and send it again. */
export function DeadTasks() {
  const { t } = useTranslation();
  const formats = useFormats();
  const client = useQueryClient();
  const tasks = useQuery(tasksQuery);
  const retry = useMutation({
    mutationFn: retryTask,
    onSuccess: () => client.invalidateQueries({ queryKey: ['tasks'] }),
  });
  return (
    <Panel title={t('tasks.title')} count={tasks.data?.length} flush={(tasks.data?.length ?? 0) > 0}>
      <FailureNotice error={retry.error} />
      <Answer query={tasks} lines={2}>
        {(list) =>
          list.length === 0 ? (
            <p className="row soft">
              <IconCircleCheck size={18} aria-hidden /> {t('tasks.none')}
            </p>
          ) : (
            <DataTable
              caption={t('tasks.title')}
              rows={list}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'what',
                  header: t('tasks.what'),
                  lead: true,
                  cell: ({ service, operation }) => `${service} · ${operation}`,
                },
                { key: 'due', header: t('tasks.due'), cell: ({ dueAt }) => formats.dateTime(dueAt) },
                { key: 'attempts', header: t('tasks.attempts'), end: true, cell: ({ attempts }) => attempts },
                {
                  key: 'error',
                  header: t('tasks.error'),
                  cell: ({ lastError }) => <span className="wrap">{lastError ?? '–'}</span>,
                },
                {
                  key: t('action.retry'),
                  header: '',
                  end: true,
                  cell: (task) => (
                    <Button
                      size="compact-sm"
                      variant="light"
                      leftSection={<IconRefresh size={14} aria-hidden />}
                      loading={retry.isPending && retry.variables === task.id}
                      onClick={() => retry.mutate(task.id)}
                      aria-label={t('tasks.retryNamed', { task: `${task.service} ${task.operation}` })}
                    >
                      {t('action.retry')}
                    </Button>
                  ),
                },
              ]}
            />
          )
        }
      </Answer>
    </Panel>
  );
}
