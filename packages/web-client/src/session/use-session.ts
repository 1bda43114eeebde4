import { useSuspenseQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/queries.js';
import type { SessionInfo } from '../api/contracts.js';

/** Who is signed in. Only below the session gate, where the answer is already there. */
export function useSession(): SessionInfo {
  return useSuspenseQuery(sessionQuery).data;
}
