import { useId } from 'react';
import type { ReactNode } from 'react';

export interface PanelProps {
  readonly title: ReactNode;
  readonly count?: number | undefined;
  /** Beside the title: a switch, a button. */
  readonly aside?: ReactNode;
  /** Content that brings its own padding: tables, lists with lines. */
  readonly flush?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Panel({ title, count, aside, flush = false, className, children }: PanelProps) {
  const id = useId();
  return (
    <section className={className ? `panel ${className}` : 'panel'} aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>
          {title}
          {count !== undefined && <span className="count number">{count}</span>}
        </h2>
        {aside}
      </div>
      <div className={flush ? 'panel-body flush' : 'panel-body'}>{children}</div>
    </section>
  );
}
