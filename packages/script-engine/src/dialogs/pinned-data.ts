import type { BusinessObject, BusinessObjects, Filter } from '@caruso/business-objects/contract';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { ObjectRef, Principal, ServiceOf } from '@caruso/core-service-manager/contract';
import type { DataEntry, Definition, Json, LookupNode } from '../definition/definition.js';
import { emptyState } from '../replay/dialog-state.js';
import type { DialogState } from '../replay/dialog-state.js';
import { createScope } from '../replay/scope.js';
import type { DialogFacts } from '../replay/scope.js';

/** Most objects that one relation brings along. */
const maxRelated = 200;

/** What a lookup found. */
export type FoundObject = DialogState['lookups'][string];

export interface PinnedData {
  /** Reads the script's data as the principal; `not-found` when the customer is not hers to read. */
  readAll(
    definition: Definition,
    customer: ObjectRef | null,
    facts: DialogFacts,
    principal: Principal,
    now: number,
  ): Promise<Record<string, Json>>;
  lookUp(node: LookupNode, where: Readonly<Record<string, Json>>, principal: Principal): Promise<FoundObject>;
}

export function createPinnedData(objects: ServiceOf<typeof BusinessObjects>): PinnedData {
  async function readOne(ref: ObjectRef, { relations, valueType }: DataEntry, principal: Principal): Promise<Json> {
    const [object, ...related] = await Promise.all([
      objects.get(ref, { principal }),
      ...relations.map((relation) => objects.related({ ...ref, relation, limit: maxRelated }, { principal })),
    ]);
    const values: Record<string, Json> = { ...object.values };
    relations.forEach((relation, index) => {
      const found = (related[index] ?? []).map((item: BusinessObject) => item.values);
      const many = valueType.kind !== 'object' || valueType.fields[relation]?.kind === 'list';
      values[relation] = many ? found : (found[0] ?? null);
    });
    return values;
  }

  return {
    async readAll(definition, customer, facts, principal, now) {
      definition.moment.now = now;
      let data: Record<string, Json> = {};
      for (const entry of definition.data) {
        const { name, className, key } = entry;
        if (name === 'customer' && !key) {
          if (!customer)
            throw new CarusoError('invalid', `The script ${definition.id} is about a customer: say which`, {
              script: definition.id,
            });
          if (customer.class !== className)
            throw new CarusoError(
              'invalid',
              `The script ${definition.id} is about a ${className}, not a ${customer.class}`,
              { script: definition.id },
            );
          data = { ...data, [name]: await readOne(customer, entry, principal) };
          continue;
        }
        const found = key?.program?.evaluate(createScope(definition, { ...emptyState, data }, facts)) ?? null;
        data = {
          ...data,
          [name]:
            found === null
              ? null
              : await readOne({ class: className, key: String(found) }, entry, principal).catch(nullWhenMissing),
        };
      }
      return data;
    },
    async lookUp(node, where, principal) {
      const filter: Filter = Object.entries(where).map(([attribute, value]) => ({
        attribute,
        op: '=',
        value: value as string | number | boolean,
      }));
      const { objects: found } = await objects.query({ class: node.className, where: filter, limit: 1 }, { principal });
      const first = found[0];
      return first ? { ref: first.ref, values: first.values } : null;
    },
  };
}

function nullWhenMissing(thrown: unknown): null {
  if (thrown instanceof CarusoError && thrown.code === 'not-found') return null;
  throw thrown;
}
