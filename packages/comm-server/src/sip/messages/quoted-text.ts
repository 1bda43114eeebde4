/**
 * Splits at a separator that stands outside quoted strings and angle brackets.
 * Null when a quote or a bracket is left open.
 */
export const splitOutsideQuotes = (text: string, separator: string): readonly string[] | null => {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  let bracketed = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"' && !bracketed) quoted = true;
    else if (char === '<') bracketed = true;
    else if (char === '>') bracketed = false;
    else if (char === separator && !bracketed) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  if (quoted || bracketed) return null;
  parts.push(text.slice(start));
  return parts;
};

/** The content of a quoted string that begins at `start`, and the index after its closing quote. */
export const readQuoted = (text: string, start: number): { readonly content: string; readonly end: number } | null => {
  let content = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') return { content, end: at + 1 };
    if (char === '\\') {
      at += 1;
      if (at >= text.length) return null;
    }
    content += text.charAt(at);
  }
  return null;
};

export const quote = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

/** Removes the quotes, if there are any. */
export const unquote = (text: string): string => (text.startsWith('"') ? (readQuoted(text, 0)?.content ?? text) : text);
