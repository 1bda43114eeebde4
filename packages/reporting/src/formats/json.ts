import type { DocumentSource, ReportDocument } from './document.js';

/** The report as the contract has it. */
export function json({ report }: DocumentSource): ReportDocument {
  return { mediaType: 'application/json', body: `${JSON.stringify(report, null, 2)}\n` };
}
