import type { Report } from '../contract/index.js';

export interface ReportDocument {
  readonly mediaType: string;
  readonly body: string;
}

/** A report with the texts that only documents show. */
export interface DocumentSource {
  readonly report: Report;
  readonly note?: Readonly<Record<string, string>> | undefined;
}
