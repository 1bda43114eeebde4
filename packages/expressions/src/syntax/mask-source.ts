const operatorOf: Readonly<Record<string, string>> = { lt: '< ', le: '<=', gt: '> ', ge: '>=' };

/** Text literal, line comment, block comment, or word; everything else stays as it is. */
const token = /"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[\p{L}_][\p{L}\p{N}_]*|[\r\n\t]/gu;

/**
 * Prepares a source for the parser without moving a character, so that offsets stay right: the words `lt le gt ge`
 * become operators (an XML attribute cannot hold a bare `<`), comments and line ends become spaces.
 * After a dot and before a colon they are names.
 */
export function maskSource(source: string): string {
  return source.replace(token, (text, offset: number) => {
    if (text.startsWith('"')) return text;
    if (text.startsWith('//') || text.startsWith('/*') || text.trim() === '') return ' '.repeat(text.length);
    const operator = Object.hasOwn(operatorOf, text) ? operatorOf[text] : undefined;
    if (operator === undefined) return text;
    const isField = /(?:^|[^.])\.\s*$/.test(source.slice(0, offset));
    const isKey = /^\s*:/.test(source.slice(offset + text.length));
    return isField || isKey ? text : operator;
  });
}
