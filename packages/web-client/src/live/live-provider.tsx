import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { DialogView } from '../api/contracts.js';
import type { LiveMessage } from './cache-changes.js';
import { cacheChanges, newerDialog } from './cache-changes.js';
import type { LineState } from './live-line.js';
import { openLine } from './live-line.js';
import { serverClock } from './server-clock.js';

const LineContext = createContext<LineState>('connecting');

export function useLine(): LineState {
  return use(LineContext);
}

function apply(client: QueryClient, message: LiveMessage): void {
  if (message.event === 'ping') serverClock.set(message.data.at);
  for (const change of cacheChanges(message)) {
    if (change.kind === 'set') client.setQueryData(change.key, change.data);
    else if (change.kind === 'set-dialog')
      client.setQueryData<DialogView>(change.key, (cached) => newerDialog(cached, change.data));
    else void client.invalidateQueries({ queryKey: change.key });
  }
}

/** One line per tab, while somebody is signed in; what was missed while it was lost is asked for again. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LineState>('connecting');
  useEffect(() => {
    let lost = false;
    return openLine({
      onMessage: (message) => apply(client, message),
      onState: (next) => {
        setState(next);
        if (next === 'open' && lost) void client.invalidateQueries();
        lost = next === 'lost';
      },
    });
  }, [client]);
  return <LineContext value={state}>{children}</LineContext>;
}
