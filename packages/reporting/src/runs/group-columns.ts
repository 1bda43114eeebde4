import type { Report } from '../contract/index.js';
import type { ReportFile } from '../definitions/report-file.js';

type Group = NonNullable<ReportFile['group']>;

type Words = Readonly<Record<'en' | 'pt', string>>;

function column(name: Group, label: Words, formula: Words): Report['columns'][number] {
  return { name, label, unit: 'text', formula };
}

/** The first column of a grouped report. */
export const groupColumns: Readonly<Record<Group, Report['columns'][number]>> = {
  queue: column(
    'queue',
    { en: 'Queue', pt: 'Fila' },
    {
      en: 'The queue the contact came to first; empty: never queued',
      pt: 'A primeira fila do contacto; vazio: nunca esteve em fila',
    },
  ),
  agent: column(
    'agent',
    { en: 'Agent', pt: 'Agente' },
    { en: 'Who answered; empty: nobody', pt: 'Quem atendeu; vazio: ninguém' },
  ),
  day: column(
    'day',
    { en: 'Day', pt: 'Dia' },
    { en: 'Local date on which the contact was received', pt: 'Data local em que o contacto chegou' },
  ),
  medium: column('medium', { en: 'Medium', pt: 'Meio' }, { en: 'How the contact came', pt: 'Como o contacto chegou' }),
  disposition: column(
    'disposition',
    { en: 'Disposition', pt: 'Resultado' },
    { en: 'What the contact led to; empty: not closed', pt: 'O resultado do contacto; vazio: por encerrar' },
  ),
};
