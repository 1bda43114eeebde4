import { useSession } from '../session/use-session.js';
import { useLabel } from '../texts/label.js';

/** The queue's label in the language of the page; its name where it has none. */
export function useQueueName(): (queue: string | undefined) => string {
  const label = useLabel();
  const { application } = useSession();
  return (queue) => {
    const known = queue === undefined ? undefined : application.queues[queue];
    return known === undefined ? (queue ?? '') : label(known);
  };
}
