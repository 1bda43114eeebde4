import type { ObjectRef } from '@caruso/core-service-manager/contract';
import type {
  Action,
  Definition,
  Edge,
  EndNode,
  InfoNode,
  Json,
  LookupNode,
  Node,
  QuestionNode,
  RetryNode,
  TransferNode,
} from '../definition/definition.js';
import { checkAnswer } from './check-answer.js';
import { visitKey } from './dialog-state.js';
import type { DialogState } from './dialog-state.js';
import { createScope, scopeValue } from './scope.js';
import type { DialogFacts, MutableScope } from './scope.js';

/** A node that the path came to. */
export interface Visit {
  readonly node: Node;
  readonly key: string;
  /** For a question that was answered. */
  readonly answer?: Json;
}

/** An action on an edge that the path took, with the scope at that place. */
export interface Firing {
  readonly action: Action;
  readonly visit: number;
  readonly scope: MutableScope;
}

interface Way {
  readonly path: readonly Visit[];
  readonly firings: readonly Firing[];
  readonly scope: MutableScope;
  /** Whom the dialog is about: the customer it was started for, or the one that a lookup `as="customer"` found. */
  readonly customer: ObjectRef | null;
}

/** Where the path leads: to a person's turn or an end, or to something that must be done before it can go on. */
export type Standing =
  | (Way & { readonly kind: 'turn'; readonly node: QuestionNode | InfoNode; readonly key: string })
  | (Way & { readonly kind: 'final'; readonly node: EndNode | TransferNode; readonly key: string })
  | (Way & {
      readonly kind: 'lookup';
      readonly node: LookupNode;
      readonly pin: string;
      readonly where: Readonly<Record<string, Json>>;
    })
  | (Way & { readonly kind: 'retry'; readonly node: RetryNode; readonly question: string })
  | (Way & { readonly kind: 'stuck'; readonly reason: string });

/** A standing that waits for a person or is over. */
export type Settled = Extract<Standing, { kind: 'turn' | 'final' }>;

/** More visits than any script has need of. */
const maxVisits = 10_000;

/**
 * The path of a dialog: the same for the same definition, state and facts. `now` is the time of the person's turn; before it,
 * expressions see the time at which each answer was given.
 */
export function replay(definition: Definition, state: DialogState, facts: DialogFacts, now: number): Standing {
  const scope = createScope(definition, state, facts);
  const path: Visit[] = [];
  const firings: Firing[] = [];
  const visits = new Map<string, number>();
  const actionVisits = new Map<string, number>();
  const answeredAs = new Map<string, string>();
  let way: Way = { path, firings, scope, customer: state.customer };
  definition.moment.now = firstTime(state, now);
  let id = definition.start;

  while (path.length < maxVisits) {
    const node = definition.nodes.get(id);
    if (!node) return { ...way, kind: 'stuck', reason: `There is no node “${id}”` };
    const visit = (visits.get(id) ?? 0) + 1;
    visits.set(id, visit);
    const key = visitKey(id, visit);
    let edge: Edge | null = null;
    switch (node.kind) {
      case 'end':
      case 'transfer':
        path.push({ node, key });
        definition.moment.now = now;
        return { ...way, kind: 'final', node, key };
      case 'retry':
        return { ...way, kind: 'retry', node, question: answeredAs.get(node.question) ?? visitKey(node.question, 1) };
      case 'info':
        path.push({ node, key });
        // Nobody answers to an information on the telephone.
        if (facts.dialog.channel !== 'voice' && (!state.answers[key] || state.revising === key))
          return turn(way, definition, node, key, now);
        break;
      case 'lookup': {
        const where = lookupValues(node, scope);
        const pin = `${id}?${JSON.stringify(where)}`;
        const missing = Object.values(where).includes(null);
        if (!missing && !(pin in state.lookups)) return { ...way, kind: 'lookup', node, pin, where };
        const found = missing ? null : (state.lookups[pin] ?? null);
        scope[node.as] = found && scopeValue(found.values, node.valueType);
        if (node.as === 'customer' && !state.customer) {
          way = { ...way, customer: found?.ref ?? null };
          setDialog(scope, { customer: found?.ref.key ?? null });
        }
        break;
      }
      case 'question': {
        setDialog(scope, { attempts: state.tries[key]?.count ?? 0 });
        if (state.failed.includes(key) && node.failed) {
          path.push({ node, key });
          id = node.failed.to;
          continue;
        }
        const kept = state.revising === key ? undefined : state.answers[key];
        definition.moment.now = kept?.at ?? now;
        const check =
          kept &&
          checkAnswer(node, kept.value, {
            scope,
            language: facts.dialog.language,
            channel: facts.dialog.channel,
            keyed: false,
          });
        if (!check?.ok) {
          path.push({ node, key });
          return turn(way, definition, node, key, now);
        }
        path.push({ node, key, answer: check.value });
        scope[id] = check.value;
        answeredAs.set(id, key);
        break;
      }
      case 'decide':
        break;
    }
    edge = node.next.find(({ when }) => !when || when.program?.evaluate(scope) === true) ?? null;
    if (!edge) return { ...way, kind: 'stuck', reason: `No way leads on from “${id}”` };
    for (const action of edge.actions) {
      const fired = (actionVisits.get(action.id) ?? 0) + 1;
      actionVisits.set(action.id, fired);
      // A copy: the same question may be asked again later on.
      firings.push({ action, visit: fired, scope: { ...scope } });
    }
    id = edge.to;
  }
  return { ...way, kind: 'stuck', reason: `The path goes round and round at “${id}”` };
}

function turn(way: Way, definition: Definition, node: QuestionNode | InfoNode, key: string, now: number): Standing {
  definition.moment.now = now;
  return { ...way, kind: 'turn', node, key };
}

function lookupValues(node: LookupNode, scope: MutableScope): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    node.where.map(({ attribute, value }) => [attribute, (value.program?.evaluate(scope) ?? null) as Json]),
  );
}

function setDialog(scope: MutableScope, facts: Readonly<Record<string, unknown>>): void {
  if (typeof scope['dialog'] === 'object') scope['dialog'] = { ...scope['dialog'], ...facts };
}

function firstTime(state: DialogState, now: number): number {
  return Object.values(state.answers).reduce((earliest, { at }) => Math.min(earliest, at), now);
}
