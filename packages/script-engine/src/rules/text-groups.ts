import type { Node, Text } from '../definition/definition.js';
import type { Mark } from '../source/positions.js';

/** Texts that say the same thing in several languages and for several channels. */
export interface TextGroup {
  readonly of: string;
  readonly at: Mark;
  readonly texts: readonly Text[];
  /** Said on the telephone, from a recording. */
  readonly spoken: boolean;
  /** Shown on a page. */
  readonly shown: boolean;
}

/** All texts of a node, by what they say; those that are not there at all are left out where they may be. */
export function textGroups(node: Node): readonly TextGroup[] {
  const group = (of: string, at: Mark, texts: readonly Text[], spoken: boolean, shown: boolean): TextGroup => ({
    of,
    at,
    texts,
    spoken,
    shown,
  });
  const optional = (groups: readonly TextGroup[]): readonly TextGroup[] =>
    groups.filter(({ texts }) => texts.length > 0);
  const own = group(`“${node.id}”`, node.idAt, node.say, true, true);
  const actions = node.next.flatMap(({ actions: list }) =>
    list.flatMap(({ id, args }) =>
      args.map(({ path, texts, at }) => group(`argument ${path.join('.')} of “${id}”`, at, texts, false, false)),
    ),
  );
  if (node.kind !== 'question') return optional([own, ...actions]);
  return [
    own,
    ...node.options.map((option) =>
      group(`option “${option.value}” of “${node.id}”`, option.at, option.say, false, true),
    ),
    ...node.constraints.map((constraint) =>
      group(`a constraint of “${node.id}”`, constraint.at, constraint.say, false, true),
    ),
    ...optional([
      group(`the hint of “${node.id}”`, node.idAt, node.hint, false, false),
      group(`noinput of “${node.id}”`, node.idAt, node.noinput, true, false),
      group(`nomatch of “${node.id}”`, node.idAt, node.nomatch, true, false),
    ]),
    ...optional(actions),
  ];
}
