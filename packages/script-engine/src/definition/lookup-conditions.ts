/** One equality of a lookup's `where`, with the place of its expression in the text. */
export interface LookupCondition {
  readonly attribute: string;
  readonly expression: string;
  readonly from: number;
}

/** Splits `a = x and b = y`; null when it is no conjunction of equalities. Texts in quotes and brackets are left alone. */
export function splitLookupConditions(where: string): readonly LookupCondition[] | null {
  const conditions: LookupCondition[] = [];
  let from = 0;
  for (const part of topLevelParts(where)) {
    const match = /^(\s*)([A-Za-z]\w*)(\s*=\s*)(.*\S)\s*$/s.exec(part);
    if (!match) return null;
    const [, before = '', attribute = '', equals = '', expression = ''] = match;
    conditions.push({ attribute, expression, from: from + before.length + attribute.length + equals.length });
    from += part.length + 'and'.length;
  }
  return conditions;
}

function topLevelParts(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"' && text[at - 1] !== '\\') quoted = !quoted;
    if (quoted) continue;
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    if (depth === 0 && /^\sand\s/.test(text.slice(at, at + 5))) {
      parts.push(text.slice(start, at + 1));
      start = at + 4;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
