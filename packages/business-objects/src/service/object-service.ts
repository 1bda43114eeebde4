import { CarusoError } from '@caruso/core-service-manager/contract';
import type { CallContext, ImplementationOf } from '@caruso/core-service-manager/contract';
import type { ChangeHub } from '../changes/change-hub.js';
import type { CodeTables } from '../codes/code-tables.js';
import { allOf } from '../columns/conditions.js';
import type { ValueType } from '@caruso/expressions/contract';
import type { BusinessObjects } from '../contract/index.js';
import type { Action, ClassModel, Model } from '../model/class-model.js';
import { queryFilter, queryOrder, searchFilter } from '../reading/query-filter.js';
import { present } from '../reading/object-row.js';
import { relationFilter } from '../reading/relation-filter.js';
import { mayRead, mayTry, mayWith, rowsFor } from '../rights/access.js';
import { callerOf } from '../rights/caller.js';
import type { Caller } from '../rights/caller.js';
import { createObject } from '../writing/create-object.js';
import { removeObject } from '../writing/remove-object.js';
import { updateObject, writableRow } from '../writing/update-object.js';
import type { Writing } from '../writing/writing.js';
import { classInfos } from './class-info.js';

type Service = ImplementationOf<typeof BusinessObjects>;

export interface ServiceParts {
  readonly classes: Model;
  readonly writing: Writing;
  readonly codes: CodeTables;
  readonly hub: ChangeHub;
  readonly check: Service['check'];
  readonly valueTypes: Readonly<Record<string, ValueType>>;
}

/** The only door to data: every operation asks rights/access first. */
export function createObjectService({ classes, writing, codes, hub, check, valueTypes }: ServiceParts): Service {
  const { reader, audit } = writing;

  const enter = (name: string, call: CallContext, action: Action): { model: ClassModel; caller: Caller } => {
    const caller = callerOf(call.principal);
    const model = classes.get(name);
    if (!model) throw new CarusoError('not-found', `There is no class ${name}`, { class: name });
    if (model.kind === 'view' && action !== 'read')
      throw new CarusoError('forbidden', `${name} is read only`, { class: name });
    if (!mayTry(model, caller, action))
      throw new CarusoError('forbidden', `You may not ${action} objects of class ${name}`, { class: name, action });
    return { model, caller };
  };

  return {
    async classes(_, call) {
      return classInfos(classes, callerOf(call.principal), codes);
    },
    async get(ref, call) {
      const { model, caller } = enter(ref.class, call, 'read');
      const row = await reader.byKey(model, ref.key, rowsFor(model, caller, 'read'));
      if (!row)
        throw new CarusoError('not-found', `There is no ${ref.class} ${ref.key}`, { class: ref.class, key: ref.key });
      return present(model, caller, row);
    },
    async query(input, call) {
      const { model, caller } = enter(input.class, call, 'read');
      const filter = allOf([
        rowsFor(model, caller, 'read'),
        queryFilter(model, caller, input.where),
        searchFilter(model, caller, input.search ?? ''),
      ]);
      const orderBy = queryOrder(model, caller, input.orderBy);
      const [rows, total] = await Promise.all([
        reader.rows(model, filter, { orderBy, limit: input.limit, offset: input.offset }),
        reader.count(model, filter),
      ]);
      return { objects: rows.map((row) => present(model, caller, row)), total };
    },
    async related(input, call) {
      const { model, caller } = enter(input.class, call, 'read');
      const relation = model.relations.get(input.relation);
      if (!relation)
        throw new CarusoError('not-found', `${input.class} has no relation "${input.relation}"`, {
          class: input.class,
        });
      const { model: other } = enter(relation.class, call, 'read');
      const row = await writableRow(writing, model, caller, input.key, 'read');
      const filter = allOf([rowsFor(other, caller, 'read'), relationFilter(model, relation, other, row, caller)]);
      const orderBy = relation.orderBy.filter((order) => {
        const attribute = other.attributes.get(order.attribute);
        return attribute && mayRead(attribute, caller);
      });
      const rows = await reader.rows(other, filter, {
        orderBy,
        limit: relation.to === 'one' ? 1 : input.limit,
        offset: 0,
      });
      return rows.map((found) => present(other, caller, found));
    },
    async create({ class: name, ...creation }, call) {
      const { model, caller } = enter(name, call, 'create');
      return createObject(writing, model, caller, { ...creation, idempotencyKey: call.idempotencyKey });
    },
    async update({ class: name, ...update }, call) {
      const { model, caller } = enter(name, call, 'update');
      return updateObject(writing, model, caller, {
        ...update,
        version: update.version,
        expected: update.expected,
        idempotencyKey: call.idempotencyKey,
      });
    },
    async remove({ class: name, ...removal }, call) {
      const { model, caller } = enter(name, call, 'delete');
      return removeObject(writing, model, caller, {
        ...removal,
        version: removal.version,
        idempotencyKey: call.idempotencyKey,
      });
    },
    async history(ref, call) {
      const { model, caller } = enter(ref.class, call, 'read');
      // What was deleted has no row to hold a row rule against: its history is for those who may read every row.
      if (rowsFor(model, caller, 'read') !== true) await writableRow(writing, model, caller, ref.key, 'read');
      const entries = await audit.read(model, ref.key);
      return entries.map((entry) => ({
        ...entry,
        changes: entry.changes.filter((change) => {
          const attribute = model.attributes.get(change.attribute);
          return attribute && mayRead(attribute, caller);
        }),
      }));
    },
    async *changed(input, call) {
      const caller = callerOf(call.principal);
      for await (const { model, key, action, values } of hub.follow(call.signal)) {
        if (input.classes.length > 0 && !input.classes.includes(model.name)) continue;
        if (mayWith(model, caller, 'read', values)) yield { ref: { class: model.name, key }, action };
      }
    },
    check,
    valueTypes: async () => valueTypes,
  };
}
