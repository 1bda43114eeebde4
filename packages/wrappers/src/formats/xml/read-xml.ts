import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { XmlElement } from './element.js';
import { lineCounter } from './line-counter.js';

export type XmlReading =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly line: number; readonly reason: string };

const MOST_NESTED = 64;
const MOST_ELEMENTS = 1_000_000;
const LONGEST_TAG = 100_000;
/** Characters of a message; fast-xml-parser quotes the input in its messages. */
const MOST_REASON = 300;
const place: symbol = XMLParser.getMetaDataSymbol() as unknown as symbol;

/** What fast-xml-parser makes of a node with `preserveOrder`: its children under its name, its attributes under `:@`. */
interface ParsedNode {
  readonly [name: string]: readonly ParsedNode[] | string | Readonly<Record<string, string>> | undefined;
  readonly ':@'?: Readonly<Record<string, string>>;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Character references such as &#252; are decoded only with this.
  htmlEntities: true,
  // There are no entities of the file's own, as a DOCTYPE is refused; the rest cannot grow.
  processEntities: { enabled: true, maxExpandedLength: Infinity },
  maxNestedTags: MOST_NESTED,
  captureMetaData: true,
  jPath: false,
});

/** The tree of an XML text, or the line and reason when it is not well-formed, has a DOCTYPE, or is too large a tree. */
export function readXml(text: string): XmlReading {
  // Entities of one's own are how small files become huge ones; data files have none.
  const doctype = text.search(/<!DOCTYPE/i);
  const lines = lineCounter(text);
  if (doctype >= 0) return refused(lines(doctype), 'it has a DOCTYPE, which is not allowed in a data file');
  const excess = excessOf(text);
  if (excess !== undefined) return refused(1, excess);
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) return refused(verdict.err.line, `it is not well-formed XML: ${verdict.err.msg}`);
  try {
    const nodes = parser.parse(text) as readonly ParsedNode[];
    const [root, second] = elementsOf(nodes, new Map([['', '']]), { text, lines });
    if (root === undefined) return refused(1, 'it is not XML: there is no element');
    if (second !== undefined) return refused(second.line, 'it is not well-formed XML: there is a second root element');
    return { ok: true, root };
  } catch (error) {
    return refused(1, `it cannot be read as XML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function refused(line: number, reason: string): XmlReading {
  return { ok: false, line, reason: reason.length > MOST_REASON ? `${reason.slice(0, MOST_REASON)}…` : reason };
}

interface SourceText {
  readonly text: string;
  readonly lines: (index: number) => number;
}

function elementsOf(
  nodes: readonly ParsedNode[],
  scope: ReadonlyMap<string, string>,
  source: SourceText,
): readonly XmlElement[] {
  return nodes.flatMap((node) => {
    const qualified = Object.keys(node).find((key) => key !== ':@');
    const children = qualified === undefined ? undefined : node[qualified];
    return qualified === undefined || !Array.isArray(children)
      ? []
      : [elementOf(qualified, node, children as readonly ParsedNode[], scope, source)];
  });
}

function elementOf(
  qualified: string,
  node: ParsedNode,
  children: readonly ParsedNode[],
  outer: ReadonlyMap<string, string>,
  source: SourceText,
): XmlElement {
  const attributes = new Map(Object.entries(node[':@'] ?? {}));
  const scope = declared(attributes, outer);
  const [prefix, name] = qualified.includes(':') ? qualified.split(':', 2) : ['', qualified];
  const { startIndex = 0, endIndex = source.text.length } =
    (node as { readonly [key: symbol]: { startIndex?: number; endIndex?: number } | undefined })[place] ?? {};
  return {
    name: name ?? '',
    namespace: scope.get(prefix ?? '') ?? '',
    text: children
      .map((child) => (typeof child['#text'] === 'string' ? child['#text'] : ''))
      .join('')
      .trim(),
    attributes,
    children: elementsOf(children, scope, source),
    line: source.lines(startIndex),
    raw: () => source.text.slice(startIndex, endIndex),
  };
}

/** Namespaces in XML 1.0, section 3: `xmlns` and `xmlns:prefix` hold for the element and what is in it. */
function declared(
  attributes: ReadonlyMap<string, string>,
  outer: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const found = [...attributes].filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  return found.length === 0 ? outer : new Map([...outer, ...found.map(([name, uri]) => [name.slice(6), uri] as const)]);
}

/** What is too much for one reading, told before anything is built: in time that grows with the text only. */
function excessOf(text: string): string | undefined {
  let marks = 0;
  let end = -1;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    marks += 1;
    if (end < at) end = text.indexOf('>', at);
    if (end < 0) end = text.length;
    if (end - at > LONGEST_TAG) return `it has a tag of more than ${LONGEST_TAG} characters`;
  }
  return marks > 2 * MOST_ELEMENTS ? `it has more than ${MOST_ELEMENTS} elements` : undefined;
}
