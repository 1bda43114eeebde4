import type { ExpressionProblem } from '../contract/index.js';

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `from`: where the source of the expression begins in the template. */
  | { readonly kind: 'expression'; readonly source: string; readonly from: number };

export interface ParsedTemplate {
  readonly parts: readonly TemplatePart[];
  readonly problems: readonly ExpressionProblem[];
}

/** Splits a text at its `{expressions}`; `{{` and `}}` are braces. Braces in text literals and contexts do not end one. */
export function parseTemplate(source: string): ParsedTemplate {
  const parts: TemplatePart[] = [];
  const problems: ExpressionProblem[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const two = source.slice(at, at + 2);
    const character = source.charAt(at);
    if (two === '{{' || two === '}}') {
      text += character;
      at += 2;
    } else if (character === '{') {
      const end = closingBrace(source, at + 1);
      if (end === undefined) {
        const advice = 'Close it with }, or write {{ for a brace in the text';
        problems.push({ message: 'This { is not closed', advice, from: at, to: at + 1 });
        break;
      }
      if (text !== '') parts.push({ kind: 'text', text });
      text = '';
      parts.push({ kind: 'expression', source: source.slice(at + 1, end), from: at + 1 });
      at = end + 1;
    } else {
      if (character === '}') {
        problems.push({
          message: 'This } closes nothing',
          advice: 'Write }} for a brace in the text',
          from: at,
          to: at + 1,
        });
      }
      text += character;
      at += 1;
    }
  }
  if (text !== '') parts.push({ kind: 'text', text });
  return { parts, problems };
}

function closingBrace(source: string, start: number): number | undefined {
  const token = /"(?:\\.|[^"\\])*"|[{}]/gs;
  token.lastIndex = start;
  let depth = 0;
  for (let found = token.exec(source); found !== null; found = token.exec(source)) {
    if (found[0] === '{') depth += 1;
    if (found[0] === '}') {
      if (depth === 0) return found.index;
      depth -= 1;
    }
  }
  return undefined;
}
