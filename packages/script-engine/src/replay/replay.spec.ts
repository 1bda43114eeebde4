import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFrontOffice } from '../../tests/front-office.js';
import type { FrontOffice } from '../../tests/front-office.js';
import { factsOf, pathOf, walk } from '../../tests/walk.js';
import type { Walk } from '../../tests/walk.js';
import type { Definition, Json } from '../definition/definition.js';
import { compileScript } from '../scripts/compile-script.js';
import { earlierTurns, reviseStep, stepBack } from './steps-back.js';

const facts = factsOf('web');
let office: FrontOffice;
let definition: Definition;
beforeAll(async () => {
  office = await startFrontOffice({ scripts: [] });
  const text = readFileSync(new URL('./fixtures/branches.xml', import.meta.url), 'utf8');
  const script = await compileScript({ file: 'branches.xml', text }, office.tools, null);
  if (!script.definition) throw new Error(JSON.stringify(script.findings));
  definition = script.definition;
});
afterAll(() => office.stop());

const back = (at: Walk): Walk => at.change((state, standing) => stepBack(state, standing, facts));
const revise = (at: Walk, node: string): Walk =>
  at.change((state, standing) => reviseStep(state, standing, facts, node));

type Move =
  | { readonly kind: 'answer'; readonly value: Json }
  | { readonly kind: 'back' }
  | { readonly kind: 'revise'; readonly index: number };
const anyAnswer = fc.constantFrom<Json>('short', 'long', 'bad', true, false, 0, 2, 3, 9, 12, 'x', null);
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('answer' as const), value: anyAnswer }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'back' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('revise' as const), index: fc.nat(5) }) },
);

function go(at: Walk, move: Move): Walk {
  if (at.standing.kind === 'final') return at;
  if (move.kind === 'answer') return at.answer(move.value);
  if (move.kind === 'back') return back(at);
  const turns = earlierTurns(at.standing, facts);
  const target = turns[move.index % Math.max(1, turns.length)];
  return target ? revise(at, target.node.id) : at;
}

const ofType: Readonly<Record<string, readonly Json[]>> = {
  kind: ['short', 'long'],
  more: [true, false],
  amount: [3, 5, 9],
  again: [false],
};

describe('a replay', () => {
  it('is the same however often it is done', () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 40 }), (moves) => {
        const end = moves.reduce(go, walk(definition));
        expect(pathOf(walk(definition, 'web', end.state))).toEqual(pathOf(end));
      }),
      { numRuns: 500 },
    );
  });

  it('after any answers, steps back and revisions is that of a fresh run with the answers on its path', () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 40 }), (moves) => {
        const end = moves.reduce(go, walk(definition));
        const given = end.standing.path.filter(
          ({ node, key, answer }) => key !== end.standing.key && (answer !== undefined || node.kind === 'info'),
        );
        fc.pre(
          !end.standing.path.some(
            ({ node, key, answer }) => node.kind === 'question' && answer === undefined && key !== end.standing.key,
          ),
        );
        const fresh = given.reduce((at, { answer }) => at.answer(answer ?? null), walk(definition));
        expect(pathOf(fresh)).toEqual(pathOf(end));
      }),
      { numRuns: 1000 },
    );
  });

  it('shows no answer that is off the path, in the path or to expressions', () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 40 }), (moves) => {
        const { standing } = moves.reduce(go, walk(definition));
        const onPath = new Set(standing.path.filter(({ answer }) => answer !== undefined).map(({ node }) => node.id));
        const offPath = [...definition.nodes.values()].filter(({ kind, id }) => kind === 'question' && !onPath.has(id));
        expect(offPath.filter(({ id }) => standing.scope[id] !== null)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('has its old path again when a changed answer is changed back', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 8, maxLength: 8 }), fc.nat(3), (picks, which) => {
        let at = walk(definition);
        for (const pick of picks) {
          const values = ofType[at.standing.node.id] ?? [null];
          if (at.standing.kind === 'turn' && at.standing.node.id !== 'again')
            at = at.answer(values[pick % values.length] ?? null);
        }
        const answered = at.standing.path.filter(({ answer }) => answer !== undefined);
        const target = answered[which % Math.max(1, answered.length)];
        fc.pre(target !== undefined);
        const others = (ofType[target.node.id] ?? []).filter((value) => value !== target.answer);
        let changed = revise(at, target.node.id).answer(others[0] ?? null);
        changed = revise(changed, target.node.id).answer(target.answer ?? null);
        expect(pathOf(changed)).toEqual(pathOf(at));
      }),
      { numRuns: 300 },
    );
  });
});

describe('on the way through a script', () => {
  it('an answer kept off the path is there again when the path comes back to it', () => {
    const at = walk(definition).answer('long').answer(true).answer(null).answer(5);
    const short = revise(at, 'kind').answer('short');
    expect(pathOf(short).map(([key]) => key)).toEqual(['kind', 'amount', 'again']);
    expect(pathOf(revise(short, 'kind').answer('long'))).toEqual(pathOf(at));
  });

  it('a later answer that is not valid any more is asked again', () => {
    const at = walk(definition).answer('short').answer(1);
    const long = revise(at, 'kind').answer('long').answer(false);
    expect(long.standing).toMatchObject({ kind: 'turn', node: { id: 'amount' } });
  });

  it('a question that is asked again has an answer of its own', () => {
    const at = walk(definition).answer('short').answer(1).answer(true).answer(7).answer(false);
    expect(pathOf(at)).toEqual([
      ['kind', 'short'],
      ['amount', 1],
      ['again', true],
      ['amount#2', 7],
      ['again#2', false],
      ['done', undefined],
    ]);
  });

  it('a retry takes the answer back, and used-up attempts lead to the failed node', () => {
    const once = walk(definition).answer('bad');
    expect(once.standing).toMatchObject({ kind: 'turn', node: { id: 'kind' } });
    expect(once.state.tries['kind']).toEqual({ count: 1, reason: 'retry', node: 'refuse' });
    expect(once.answer('bad').standing).toMatchObject({ kind: 'final', node: { id: 'help' } });
  });

  it('a wrong answer counts as a try on the telephone and not on a page', () => {
    expect(walk(definition, 'web').answer('x').answer('x').standing.node.id).toBe('kind');
    expect(walk(definition, 'voice').answer('x').answer('x').standing.node.id).toBe('help');
  });

  it('the telephone goes past an information, a page stops there', () => {
    expect(walk(definition, 'web').answer('long').answer(true).standing.node.id).toBe('tell');
    expect(walk(definition, 'voice').answer('2').answer('1').standing.node.id).toBe('amount');
  });
});
