import { useQuery } from '@tanstack/react-query';
import { monitorQuery } from '../api/queries.js';
import { useSession } from '../session/use-session.js';
import { useLabel } from '../texts/label.js';

/** The queue's label where one may see the queues (the monitor); its name elsewhere, made readable. */
export function useQueueName(): (queue: string | undefined) => string {
  const label = useLabel();
  const { pages } = useSession();
  const monitor = useQuery({ ...monitorQuery, enabled: pages.includes('monitor') });
  return (queue) => {
    if (queue === undefined) return '';
    const known = monitor.data?.work.queues.find((each) => each.queue === queue);
    return known ? label(known.label) : queue.charAt(0).toUpperCase() + queue.slice(1).replaceAll(/[-_]/g, ' ');
  };
}
