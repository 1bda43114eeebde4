/** An element of an XML file. */
export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  /** The name of its namespace; empty when it is in none. */
  readonly namespace: string;
  /** Its own text, trimmed, without that of its children. */
  readonly text: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Where it begins; lines count from 1. */
  readonly line: number;
  /** Its text in the file, tags included. */
  readonly raw: () => string;
}

/** The elements at a path of names below an element, such as `RltdPties/Dbtr`. */
export function elementsAt(element: XmlElement, path: string): readonly XmlElement[] {
  let found: readonly XmlElement[] = [element];
  for (const name of path.split('/')) {
    found = found.flatMap(({ children }) => children.filter((child) => child.name === name));
  }
  return found;
}

/** The first element at any of the paths, in their order. */
export function elementAt(element: XmlElement, ...paths: readonly string[]): XmlElement | undefined {
  for (const path of paths) {
    const [first] = elementsAt(element, path);
    if (first !== undefined) return first;
  }
  return undefined;
}

/** The first text that is not empty at any of the paths, in their order; null when there is none. */
export function textAt(element: XmlElement, ...paths: readonly string[]): string | null {
  for (const path of paths) {
    for (const { text } of elementsAt(element, path)) if (text !== '') return text;
  }
  return null;
}

/** All texts at a path that are not empty. */
export function textsAt(element: XmlElement, path: string): readonly string[] {
  return elementsAt(element, path).flatMap(({ text }) => (text === '' ? [] : [text]));
}
