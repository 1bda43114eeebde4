/** Whether a name fits one of the patterns: `*` any characters, `?` one, capitals or not. */
export function fitsPattern(patterns: readonly string[]): (name: string) => boolean {
  const expressions = patterns.map((pattern) => {
    const source = pattern
      .replace(/[\\^$.+()[\]{}|/]/g, '\\$&')
      .replace(/\*+/g, '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${source}$`, 'isu');
  });
  return (name) => expressions.some((expression) => expression.test(name));
}
