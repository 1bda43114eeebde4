import { useQuery } from '@tanstack/react-query';
import { Navigate, useLocation } from 'react-router';
import type { ReactNode } from 'react';
import { sessionQuery } from '../api/queries.js';
import { FailureNotice } from '../design/failure-notice.js';
import { Loading } from '../design/loading.js';
import { signInAddress } from './way-back.js';

/** Nobody signed in, or the session is over: to the sign-in page and afterwards back to this one. */
export function RequireSession({ children }: { readonly children: ReactNode }) {
  const session = useQuery(sessionQuery);
  const { pathname, search } = useLocation();
  if (session.data === undefined)
    return (
      <main className="page">
        <h1 className="unseen">Caruso</h1>
        {session.error ? <FailureNotice error={session.error} retry={session.refetch} /> : <Loading lines={6} />}
      </main>
    );
  if (session.data.principal === null) return <Navigate to={signInAddress(`${pathname}${search}`)} replace />;
  return children;
}
