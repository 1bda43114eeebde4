import { useQuery } from '@tanstack/react-query';
import type { ScreenSection } from '../api/contracts.js';
import { screenServiceQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '../design/icons.js';
import { Panel } from '../design/panel.js';
import { useLabel } from '../texts/label.js';

export interface ServiceSectionProps {
  readonly screen: string;
  readonly customerKey: string;
  readonly section: Extract<ScreenSection, { kind: 'service' }>;
}

export function ServiceSection({ screen, customerKey, section }: ServiceSectionProps) {
  const label = useLabel();
  const query = useQuery(screenServiceQuery(screen, customerKey, section.name));
  return (
    <Panel title={label(section.title)}>
      <Answer query={query} lines={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="row soft">
              <IconCircleCheck size={18} aria-hidden /> {label(section.empty)}
            </p>
          ) : (
            <ul className="stack-tight">
              {rows.map((row) => (
                <li key={`${label(row.title)} ${label(row.detail)}`} className={`notice ${row.tone}`}>
                  {row.tone === 'warning' ? (
                    <IconAlertTriangle size={20} aria-hidden />
                  ) : (
                    <IconInfoCircle size={20} aria-hidden />
                  )}
                  <div>
                    <p className="strong">{label(row.title)}</p>
                    <p>{label(row.detail)}</p>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Panel>
  );
}
