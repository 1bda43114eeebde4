import type { Report } from '../contract/index.js';
import type { ReportFile } from '../definitions/report-file.js';

type Group = NonNullable<ReportFile['group']>;

function column(name: Group, en: string, pt: string, formula: string): Report['columns'][number] {
  return { name, label: { en, pt }, unit: 'text', formula };
}

/** The first column of a grouped report. */
export const groupColumns: Readonly<Record<Group, Report['columns'][number]>> = {
  queue: column('queue', 'Queue', 'Fila', 'The queue the contact came to first; empty: never queued'),
  agent: column('agent', 'Agent', 'Agente', 'Who answered; empty: nobody'),
  day: column('day', 'Day', 'Dia', 'Local date on which the contact was received'),
  medium: column('medium', 'Medium', 'Meio', 'How the contact came'),
  disposition: column('disposition', 'Disposition', 'Resultado', 'What the contact led to; empty: not closed'),
};
