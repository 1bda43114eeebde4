import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FailureNotice } from './failure-notice.js';
import { Loading } from './loading.js';

export interface AnswerProps<T> {
  readonly query: UseQueryResult<T>;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** The three faces of every question to the server: under way, failed (old data stays in sight), answered. */
export function Answer<T>({ query, lines, children }: AnswerProps<T>) {
  const failure = query.error ? <FailureNotice error={query.error} retry={query.refetch} /> : null;
  if (query.data === undefined) return failure ?? <Loading {...(lines === undefined ? {} : { lines })} />;
  return (
    <>
      {failure}
      {children(query.data)}
    </>
  );
}
