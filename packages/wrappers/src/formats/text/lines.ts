/** A line of a file without its end; lines count from 1. */
export interface TextLine {
  readonly line: number;
  readonly text: string;
  /** It was longer than the most that is kept; `text` is its beginning. */
  readonly cut: boolean;
}

/**
 * The lines of a file, as many at once as arrive together. Ends of line are CR LF, LF or CR. Of a line that is longer than `mostChars` only
 * the beginning is kept, so that a file without ends of line cannot fill the memory.
 * @throws RangeError when `encoding` is not a WHATWG label.
 */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  { encoding = 'utf-8', mostChars }: { readonly encoding?: string | undefined; readonly mostChars: number },
): AsyncGenerator<readonly TextLine[]> {
  const decoder = new TextDecoder(encoding);
  let line = 1;
  let rest = '';
  let length = 0;
  let afterReturn = false;
  const keep = (text: string) => {
    length += text.length;
    if (rest.length < mostChars) rest += text.slice(0, mostChars - rest.length);
  };
  const take = (): TextLine => {
    const taken = { line, text: rest, cut: length > mostChars };
    line += 1;
    rest = '';
    length = 0;
    return taken;
  };
  for await (const chunk of source) {
    const text = decoder.decode(chunk, { stream: true });
    const lines: TextLine[] = [];
    let from: number = afterReturn && text.startsWith('\n') ? 1 : 0;
    if (text !== '') afterReturn = false;
    for (const end of text.matchAll(/\r\n|\n|\r/g)) {
      if (end.index < from) continue;
      keep(text.slice(from, end.index));
      lines.push(take());
      from = end.index + end[0].length;
      afterReturn = end[0] === '\r' && from === text.length;
    }
    keep(text.slice(from));
    yield lines;
  }
  keep(decoder.decode());
  if (length > 0) yield [take()];
}
