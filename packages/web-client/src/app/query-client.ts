import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { asFailure } from '../api/failure.js';

/** What trying again cannot mend. */
const final = new Set(['invalid', 'unauthenticated', 'forbidden', 'not-found', 'conflict']);

export function makeQueryClient(): QueryClient {
  /** The session is over: the gate asks again, sees nobody and shows the sign-in page. */
  const sessionOver = (error: Error): void => {
    if (asFailure(error).status === 401) void client.invalidateQueries({ queryKey: ['session'] });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: sessionOver }),
    mutationCache: new MutationCache({ onError: sessionOver }),
    defaultOptions: {
      queries: {
        staleTime: 5000,
        retry: (count, error) => count < 2 && !final.has(asFailure(error).code),
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false },
    },
  });
  return client;
}
