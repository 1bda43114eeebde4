import type { Clock } from '@caruso/core-service-manager/contract';
import type { ObjectReader } from '../reading/object-reader.js';
import type { TableGate } from '../tables/table-gate.js';
import type { AuditTrail } from './audit-trail.js';
import type { Committer } from './committer.js';
import type { ValueChecks } from './given-values.js';

/** What writes are made of. */
export interface Writing {
  readonly gate: TableGate;
  readonly reader: ObjectReader;
  readonly checks: ValueChecks;
  readonly committer: Committer;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly newId: () => string;
}
