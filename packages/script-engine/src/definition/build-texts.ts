import { channelSchema } from '../contract/index.js';
import type { SourceElement } from '../source/source-element.js';
import type { Bench, Place, Variables } from './bench.js';
import type { Text } from './definition.js';
import { flowText, letterText } from './text-layout.js';

/** The texts of an element's children called `name`. */
export function buildTexts(
  bench: Bench,
  parent: SourceElement,
  name: string,
  variables: Variables,
  place: Place,
  layout: 'flow' | 'letter' = 'flow',
): readonly Text[] {
  return parent.children
    .filter((child) => child.name === name)
    .map((element) => buildText(bench, element, variables, place, layout));
}

function buildText(
  bench: Bench,
  element: SourceElement,
  variables: Variables,
  place: Place,
  layout: 'flow' | 'letter',
): Text {
  const source = layout === 'flow' ? flowText(element.content.text) : letterText(element.content.text);
  const channel = channelSchema.safeParse(attribute(element, 'channel')).data;
  const attempt = attribute(element, 'attempt');
  return {
    language: attribute(element, 'lang'),
    ...(channel ? { channel } : {}),
    ...(attempt ? { attempt: Number(attempt) } : {}),
    source,
    template: bench.template(element.content, source, variables, place),
    at: bench.mark(element.from),
  };
}

/** Titles have no values in them. */
export function buildTitle(parent: SourceElement): Readonly<Record<string, string>> {
  return Object.fromEntries(
    parent.children
      .filter(({ name }) => name === 'title')
      .map((title) => [attribute(title, 'lang'), flowText(title.content.text)]),
  );
}

/** The text of an attribute, empty when it is absent. */
export function attribute(element: SourceElement, name: string): string {
  return element.attributes.get(name)?.text ?? '';
}
