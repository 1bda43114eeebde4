import { useEffect } from 'react';
import type { ReactNode } from 'react';

export interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly aside?: ReactNode;
  /** The heading is there for screen readers only, where the page speaks for itself. */
  readonly quiet?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Caruso' : `${title} · Caruso`;
  }, [title]);
}

export function Page({ title, lead, aside, quiet = false, className, children }: PageProps) {
  useDocumentTitle(title);
  return (
    <div className={className ? `page ${className}` : 'page'}>
      {quiet ? (
        <h1 className="unseen">{title}</h1>
      ) : (
        <div className="page-head">
          <div>
            <h1>{title}</h1>
            {lead && <p className="lead-text">{lead}</p>}
          </div>
          {aside}
        </div>
      )}
      {children}
    </div>
  );
}
