import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** One element: its own text, its attributes as `@name`, its children by name, always in lists. */
export interface Element {
  readonly '#text'?: string;
  readonly [child: string]: string | readonly Element[] | undefined;
}

const MOST_NESTED = 64;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  alwaysCreateTextNode: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MOST_NESTED,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
});

/** Throws an Error with line and column when it is not well-formed, or is of a kind that is not read. */
export function parseXml(text: string): Element {
  // Entities of one's own are how small files become huge ones; data files have none.
  if (/<!DOCTYPE/i.test(text)) throw new Error('it has a DOCTYPE, which is not allowed in a data file');
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new Error(`${verdict.err.line}:${verdict.err.col}: ${verdict.err.msg}`);
  return parser.parse(text) as Element;
}

/** The elements at a path of names below an element. */
export function elementsAt(element: Element, names: readonly string[]): readonly Element[] {
  let found: readonly Element[] = [element];
  for (const name of names) found = found.flatMap((each) => childrenOf(each, name));
  return found;
}

function childrenOf(element: Element, name: string): readonly Element[] {
  const children = Object.hasOwn(element, name) ? element[name] : undefined;
  return typeof children === 'object' ? children : [];
}

export function attributeOf(element: Element, name: string): string | undefined {
  const value = Object.hasOwn(element, `@${name}`) ? element[`@${name}`] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export function textOf(element: Element): string {
  return (element['#text'] ?? '').trim();
}
