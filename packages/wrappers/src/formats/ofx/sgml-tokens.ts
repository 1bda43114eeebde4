/** A tag with the text that follows it. */
export interface SgmlToken {
  readonly kind: 'open' | 'close';
  readonly name: string;
  readonly text: string;
  /** Where the tag begins, and where the text after it ends. */
  readonly start: number;
  readonly end: number;
}

const TAG = /<(\/?)([A-Za-z][\w.]{0,63})[ \t\r\n]{0,16}>/y;
const CDATA = '<![CDATA[';

/** The tags of OFX 1.x, which has neither attributes nor comments. A `<` that begins no tag is text. */
export function* sgmlTokens(text: string, from: number): Generator<SgmlToken> {
  const lastCdata = text.lastIndexOf(']]>');
  let open: Omit<SgmlToken, 'text' | 'end'> | undefined;
  let parts: string[] = [];
  const token = (end: number): SgmlToken[] =>
    open === undefined ? [] : [{ ...open, text: parts.join('').trim(), end }];
  let at = from;
  for (let mark = nextMark(text, from); mark < text.length; mark = nextMark(text, at)) {
    parts.push(decoded(text.slice(at, mark)));
    TAG.lastIndex = mark;
    const tag = TAG.exec(text);
    if (tag !== null) {
      yield* token(mark);
      open = { kind: tag[1] === '/' ? 'close' : 'open', name: (tag[2] ?? '').toUpperCase(), start: mark };
      parts = [];
      at = TAG.lastIndex;
    } else if (text.startsWith(CDATA, mark) && mark < lastCdata) {
      const close = text.indexOf(']]>', mark);
      parts.push(text.slice(mark + CDATA.length, close));
      at = close + 3;
    } else {
      parts.push('<');
      at = mark + 1;
    }
  }
  parts.push(decoded(text.slice(at)));
  yield* token(text.length);
}

function nextMark(text: string, from: number): number {
  const next = text.indexOf('<', from);
  return next < 0 ? text.length : next;
}

/** OFX 1.6, section 2.3.2.1: the escapes; what only looks like one stays. */
function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(lt|gt|amp|nbsp|apos|quot);/g, (_, name: string) => ESCAPES[name] ?? '');
}

const ESCAPES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', nbsp: ' ', apos: "'", quot: '"' };
