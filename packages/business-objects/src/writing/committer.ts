import { asCarusoError, CarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, Logger } from '@caruso/core-service-manager/contract';
import type { NewEvent, NewTask, Value, WriteStep } from '@caruso/storage-manager/contract';
import type { ChangeHub } from '../changes/change-hub.js';
import type { ClassModel } from '../model/class-model.js';
import type { Caller } from '../rights/caller.js';
import type { ClassTable } from '../tables/table-definition.js';
import { unavailableClass } from '../tables/table-gate.js';
import type { StorageService } from '../tables/table-gate.js';
import type { Action, AttributeChange, AuditTrail } from './audit-trail.js';

export interface Change {
  readonly model: ClassModel;
  readonly table: ClassTable;
  readonly caller: Caller;
  readonly key: string;
  readonly action: Action;
  /** null: nothing of the row itself changes. */
  readonly step: WriteStep | null;
  readonly changes: readonly AttributeChange[];
  /** The object after the change; before it, when it is deleted. */
  readonly values: Readonly<Record<string, Value>>;
  /** Of the audit entry: derived from the idempotency key when there is one. */
  readonly id: string;
  readonly tasks: readonly NewTask[];
  readonly events: readonly NewEvent[];
}

export interface Committer {
  /** The change, its audit entry, its event, the caller's tasks and events: all or nothing. Throws `conflict` when the row is not as the step expects. */
  commit(change: Change): Promise<void>;
}

const verbs = { create: 'created', update: 'updated', delete: 'removed' } as const;

export function createCommitter(
  storage: StorageService,
  audit: AuditTrail,
  hub: ChangeHub,
  clock: Clock,
  log: Logger,
): Committer {
  return {
    async commit(change) {
      const { model, table, key, action, caller } = change;
      const at = new Date(clock.now()).toISOString();
      const entry = table.audited ? [await audit.step({ ...change, at })] : [];
      const beside = {
        tasks: [...change.tasks],
        events: [
          { type: `object.${verbs[action]}`, actor: caller.id, at, data: { class: model.name, key } },
          ...change.events,
        ],
      };
      const steps = change.step ? [change.step] : [];
      try {
        await storage.write({
          store: model.store,
          steps: model.store === 'own' ? [...steps, ...entry] : steps,
          ...(model.store === 'own' ? beside : {}),
        });
      } catch (thrown) {
        throw writeError(model, thrown);
      }
      // Two stores have no common transaction. Until writes across stores go through the outbox (issue 4), what belongs to the
      // store `own` is written right after; when that fails, the write itself stands, and it is said so.
      if (model.store !== 'own') {
        try {
          await storage.write({ store: 'own', steps: entry, ...beside });
        } catch (thrown) {
          const error = asCarusoError(thrown);
          log.error({ class: model.name, key, action, error: error.message }, 'written without audit entry');
          if (change.tasks.length > 0)
            throw new CarusoError(
              'internal',
              `${model.name} ${key} was written to store "${model.store}", but its tasks could not be: ${error.message}`,
              { class: model.name, key },
              { cause: thrown },
            );
        }
      }
      hub.announce({ model, key, action, values: change.values });
    },
  };
}

function writeError(model: ClassModel, thrown: unknown): CarusoError {
  const error = asCarusoError(thrown);
  return error.code === 'conflict' || error.code === 'invalid' || error.code === 'forbidden'
    ? error
    : unavailableClass(model, error);
}

/** Whether a conflict says that the row is not any more as it was read; others are about keys and foreign keys. */
export function isStale(error: CarusoError): boolean {
  return error.code === 'conflict' && 'affected' in error.details;
}
