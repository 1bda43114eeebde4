import type { XmlElement } from '../xml/element.js';
import { lineCounter } from '../xml/line-counter.js';
import { sgmlTokens } from './sgml-tokens.js';
import type { SgmlToken } from './sgml-tokens.js';

export interface SgmlReading {
  readonly root: XmlElement;
  /** The elements within which the file ends, from the outermost in. */
  readonly cut: readonly XmlElement[];
}

interface OpenElement {
  readonly name: string;
  readonly start: number;
  readonly text: string;
  children: XmlElement[];
}

/** An aggregate that some banks never close; an element that is open and empty otherwise has no content. */
const AGGREGATES = /^(OFX|.*MSGSRSV\d|.*TRNRS|.*STMTRS|.*TRANLIST|STMTTRN|STATUS|SONRS|FI|.*ACCTFROM|.*ACCTTO|.*BAL)$/;
const MOST_NESTED = 64;
const MOST_ELEMENTS = 1_000_000;

/**
 * The tree of OFX 1.x, which is SGML: an element with a value needs no end tag, an aggregate does. Returns the reason
 * when it cannot be read.
 */
export function readSgml(text: string): SgmlReading | { readonly line: number; readonly reason: string } {
  const lines = lineCounter(text);
  const from = text.search(/<OFX>/i);
  if (from < 0) return { line: 1, reason: 'it is no OFX file: there is no <OFX>' };
  const top: OpenElement = { name: '', start: from, text: '', children: [] };
  const stack: OpenElement[] = [top];
  const closed = (element: OpenElement, end: number): XmlElement => ({
    name: element.name,
    namespace: '',
    text: element.text,
    attributes: new Map(),
    children: element.children,
    line: lines(element.start),
    raw: () => text.slice(element.start, end),
  });

  /** Closes the innermost open element. One that nobody closes and that is no aggregate had no content. */
  const close = (end: number, proper: boolean) => {
    const element = stack.pop();
    const parent = stack.at(-1);
    if (element === undefined || parent === undefined) return;
    if (proper || AGGREGATES.test(element.name)) return void parent.children.push(closed(element, end));
    parent.children.push(closed({ ...element, children: [] }, end), ...element.children);
  };
  const closeTo = (name: string, end: number) => {
    const depth = stack.findLastIndex((element) => element.name === name);
    if (depth < 1) return;
    while (stack.length > depth + 1) close(end, false);
    close(end, true);
  };

  let count = 0;
  let leaf: SgmlToken | undefined;
  for (const token of sgmlTokens(text, from)) {
    if (token.kind === 'close') {
      if (leaf?.name !== token.name) closeTo(token.name, token.end);
      leaf = undefined;
      continue;
    }
    count += 1;
    if (count > MOST_ELEMENTS) return { line: 1, reason: `it has more than ${MOST_ELEMENTS} elements` };
    // A transaction never holds another: the one before was not closed.
    if (token.name === 'STMTTRN') closeTo('STMTTRN', token.start);
    const element = { name: token.name, start: token.start, text: token.text, children: [] };
    leaf = token.text === '' || AGGREGATES.test(token.name) ? undefined : token;
    if (leaf !== undefined) stack.at(-1)?.children.push(closed(element, token.end));
    else stack.push(element);
    if (stack.length > MOST_NESTED) return { line: lines(token.start), reason: 'its elements are nested too deep' };
  }
  return finish(stack, (element) => closed(element, text.length));
}

/** Elements still open at the end of the file are kept with what they hold, and named. */
function finish(
  stack: OpenElement[],
  closed: (element: OpenElement) => XmlElement,
): SgmlReading | { line: number; reason: string } {
  const cut: XmlElement[] = [];
  while (stack.length > 1) {
    const element = stack.pop();
    if (element === undefined) break;
    const made = closed(element);
    stack.at(-1)?.children.push(made);
    cut.unshift(made);
  }
  const root = stack[0]?.children[0];
  return root === undefined ? { line: 1, reason: 'it is no OFX file: there is no <OFX>' } : { root, cut };
}
