import type { Comparison, RowRule, RuleOperand } from './row-rule.js';

export interface RuleProblem {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

type Parsed = { readonly ok: true; readonly rule: RowRule } | { readonly ok: false; readonly problem: RuleProblem };

interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'date' | 'sign' | 'end';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

class Untranslatable extends Error {
  constructor(
    message: string,
    readonly token: Token,
  ) {
    super(message);
  }
}

const lexemes =
  /\s*(?:(?<name>[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*)|(?<number>-?\d+(?:\.\d+)?)|(?<text>"(?:\\.|[^"\\])*")|(?<date>@"[^"]*")|(?<sign><=|>=|!=|[=<>()[\],]))/y;
const words: Readonly<Record<string, Comparison>> = { lt: '<', le: '<=', gt: '>', ge: '>=' };
const signs: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
const keywords = new Set(['and', 'or', 'in', ...Object.keys(words)]);
const flipped: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  lexemes.lastIndex = 0;
  while (source.slice(lexemes.lastIndex).trim() !== '') {
    const start = lexemes.lastIndex;
    const match = lexemes.exec(source);
    const found = Object.entries(match?.groups ?? {}).find(([, text]) => text !== undefined);
    if (!match || !found?.[1]) {
      const at = start + (/^\s*/.exec(source.slice(start))?.[0].length ?? 0);
      throw new Untranslatable('This part', { kind: 'sign', text: source[at] ?? '', from: at, to: at + 1 });
    }
    tokens.push({
      kind: found[0] as Token['kind'],
      text: found[1],
      from: lexemes.lastIndex - found[1].length,
      to: lexemes.lastIndex,
    });
  }
  return [...tokens, { kind: 'end', text: 'the end', from: source.length, to: source.length }];
}

/**
 * The part of FEEL that every database can answer: comparisons of an attribute with a constant or with `caller.…`,
 * `in`, `and`, `or`, `not(…)`. Grammar rules follow OMG DMN 1.5, 10.3.1.2, in their order of binding.
 */
export function parseRowRule(source: string): Parsed {
  try {
    const tokens = tokenize(source);
    let at = 0;
    const peek = (): Token => tokens[at] ?? { kind: 'end', text: 'the end', from: source.length, to: source.length };
    const next = (): Token => {
      const token = peek();
      at += 1;
      return token;
    };
    const take = (text: string): boolean => {
      const token = peek();
      if (token.kind === 'text' || token.text !== text) return false;
      at += 1;
      return true;
    };
    const want = (text: string): void => {
      if (!take(text)) throw new Untranslatable(`"${text}" is missing before ${peek().text}: this`, peek());
    };

    const operand = (): RuleOperand => {
      const token = next();
      if (token.kind === 'text') return { kind: 'constant', value: JSON.parse(token.text) as string };
      if (token.kind === 'number') return { kind: 'constant', value: Number(token.text) };
      if (token.kind === 'date') return { kind: 'constant', value: token.text.slice(2, -1) };
      if (token.kind !== 'name') throw new Untranslatable(token.text, token);
      if (token.text === 'true' || token.text === 'false') return { kind: 'constant', value: token.text === 'true' };
      if (token.text === 'null') return { kind: 'constant', value: null };
      if (token.text.startsWith('caller.')) {
        const field = token.text.slice('caller.'.length);
        if (field === 'id' || field === 'kind' || field === 'customer') return { kind: 'caller', field };
        throw new Untranslatable(token.text, token);
      }
      if (token.text.includes('.')) throw new Untranslatable(`${token.text} leads to another object: that`, token);
      // A call, or a name of several words, as FEEL's functions have: string length(…).
      if (peek().text === '(' || (peek().kind === 'name' && !keywords.has(peek().text)))
        throw new Untranslatable(`${token.text} … (…)`, token);
      return { kind: 'attribute', name: token.text, from: token.from, to: token.to };
    };

    const membership = (left: RuleOperand): RowRule => {
      if (take('caller.roles')) return { kind: 'in', left, options: 'caller.roles' };
      const opening = next();
      const closing = opening.text === '[' ? ']' : ')';
      if (opening.text !== '[' && opening.text !== '(') throw new Untranslatable(opening.text, opening);
      const options: RuleOperand[] = [];
      do {
        const token = peek();
        const option = operand();
        if (option.kind === 'attribute')
          throw new Untranslatable(`An attribute in the list of "in": ${option.name}`, token);
        options.push(option);
      } while (take(','));
      want(closing);
      return { kind: 'in', left, options };
    };

    const comparison = (): RowRule => {
      const start = peek();
      const left = operand();
      if (take('in')) return membership(left);
      const sign = peek();
      const op = sign.kind === 'sign' ? signs[sign.text] : sign.kind === 'name' ? words[sign.text] : undefined;
      // A name alone is a boolean attribute.
      if (!op) {
        if (left.kind === 'caller') throw new Untranslatable(start.text, start);
        return { kind: 'compare', op: '=', left, right: { kind: 'constant', value: true } };
      }
      at += 1;
      const token = peek();
      const right = operand();
      if (left.kind === 'attribute' && right.kind === 'attribute')
        throw new Untranslatable('A comparison of two attributes', token);
      return left.kind !== 'attribute' && right.kind === 'attribute'
        ? { kind: 'compare', op: flipped[op], left: right, right: left }
        : { kind: 'compare', op, left, right };
    };

    const unary = (): RowRule => {
      if (peek().text === 'not' && tokens[at + 1]?.text === '(') {
        at += 2;
        const rule = either();
        want(')');
        return { kind: 'not', rule };
      }
      if (take('(')) {
        const rule = either();
        want(')');
        return rule;
      }
      return comparison();
    };

    const joined = (kind: 'and' | 'or', part: () => RowRule): RowRule => {
      const parts = [part()];
      while (peek().kind === 'name' && take(kind)) parts.push(part());
      return parts.length === 1 && parts[0] ? parts[0] : { kind, parts };
    };
    const either = (): RowRule => joined('or', () => joined('and', unary));

    const rule = either();
    if (peek().kind !== 'end') throw new Untranslatable(peek().text, peek());
    return { ok: true, rule };
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    return {
      ok: false,
      problem: {
        message: `${error.message} cannot be asked of a database`,
        from: error.token.from,
        to: error.token.to,
      },
    };
  }
}
