import { SaxesParser } from 'saxes';
import type { SourceElement, SourceValue } from './source-element.js';

interface Refusal {
  readonly rule: string;
  readonly message: string;
  readonly advice: string;
  readonly offset: number;
}

export type SourceReading =
  | { readonly kind: 'tree'; readonly root: SourceElement }
  /** Over a limit: nothing behind that place was read. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'malformed'; readonly refusal: Refusal };

export interface ReadingLimits {
  /** Deepest nesting of elements. */
  readonly depth: number;
  /** The one DTD a document may name. */
  readonly systemId: string;
}

interface OpenElement {
  readonly name: string;
  readonly from: number;
  readonly attributes: Map<string, SourceValue>;
  readonly children: SourceElement[];
  text: string;
  contentFrom: number;
}

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

// The document type must be the whole of what stands between `<!DOCTYPE` and `>`: no PUBLIC id, no internal subset.
const doctypePattern = /^\s*script\s+SYSTEM\s+(?:"([^"]*)"|'([^']*)')\s*$/;

/** Reads a document into a tree that knows its places, within limits; never resolves an entity that a document declares. */
export function readSource(text: string, limits: ReadingLimits): SourceReading {
  const parser = new SaxesParser({ xmlns: false });
  const open: OpenElement[] = [];
  let attributes = new Map<string, SourceValue>();
  let from = 0;
  let root: SourceElement | null = null;
  let malformed: Refusal | null = null;
  const refuse = (rule: string, message: string, advice: string, offset: number): never => {
    throw new Refused({ rule, message, advice, offset });
  };

  parser.on('doctype', (doctype) => {
    const offset = text.indexOf('<!DOCTYPE');
    const match = doctypePattern.exec(doctype);
    const advice = `Write exactly <!DOCTYPE script SYSTEM "${limits.systemId}">`;
    if (!match)
      refuse(
        'gate/doctype',
        'The document type is not the one of a dialog script, or has an internal subset',
        advice,
        offset,
      );
    else if ((match[1] ?? match[2]) !== limits.systemId)
      refuse(
        'gate/doctype',
        `The document type names another DTD, “${(match[1] ?? match[2] ?? '').slice(0, 100)}”`,
        advice,
        offset,
      );
  });
  parser.on('opentagstart', () => {
    from = text.lastIndexOf('<', parser.position - 1);
    attributes = new Map();
    if (open.length >= limits.depth)
      refuse(
        'gate/depth',
        `Elements are nested deeper than ${limits.depth}`,
        'A script has no need of it: look for an element that is not closed',
        from,
      );
  });
  parser.on('attribute', ({ name, value }) => {
    const end = parser.position - 1;
    const start = text.lastIndexOf(text[end] ?? '"', end - 1) + 1;
    attributes.set(name, { text: value, raw: text.slice(start, end), from: start });
  });
  parser.on('opentag', (tag) => {
    open.push({ name: tag.name, from, attributes, children: [], text: '', contentFrom: parser.position });
  });
  const addText = (data: string): void => {
    const element = open.at(-1);
    if (element) element.text += data;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (!closed) return;
    const end = Math.max(closed.contentFrom, text.lastIndexOf('<', parser.position - 1));
    const content = { text: closed.text, raw: text.slice(closed.contentFrom, end), from: closed.contentFrom };
    const element: SourceElement = {
      name: closed.name,
      from: closed.from,
      attributes: closed.attributes,
      children: closed.children,
      content,
    };
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
  });
  parser.on('error', (error) => {
    malformed ??= {
      rule: 'gate/well-formed',
      message: error.message.replace(/^\d+:\d+: /, ''),
      advice: 'Correct the XML: every element closed, every attribute in quotes, < and & written as &lt; and &amp;',
      offset: Math.max(0, Math.min(text.length - 1, parser.position - 1)),
    };
  });

  try {
    parser.write(text).close();
  } catch (thrown) {
    if (thrown instanceof Refused) return { kind: 'refused', refusal: thrown.refusal };
    throw thrown;
  }
  if (malformed) return { kind: 'malformed', refusal: malformed };
  if (!root)
    return {
      kind: 'malformed',
      refusal: { rule: 'gate/well-formed', message: 'The file has no element', advice: 'Write a <script>', offset: 0 },
    };
  return { kind: 'tree', root };
}
