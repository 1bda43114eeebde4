import type { ValueType } from '@caruso/expressions/contract';
import { channelSchema } from '../contract/index.js';
import type { SourceElement } from '../source/source-element.js';
import { createBench } from './bench.js';
import type { Bench, BuildProblem, ScriptTools, Use } from './bench.js';
import { buildNode } from './build-nodes.js';
import { buildListedOptions, questionType } from './build-question.js';
import { attribute, buildTitle } from './build-texts.js';
import type { DataEntry, Definition, ListedOptions, Node, Variable } from './definition.js';
import { answerType, callerType, dialogType, isRelation, pinnedType, text, unknown } from './variable-types.js';

/** A script's table and what was noted while it was made; with problems it must not run. */
export interface Build {
  readonly definition: Definition;
  readonly problems: readonly BuildProblem[];
  readonly uses: readonly Use[];
  /** All nodes in the order of the file, also those whose id is taken. */
  readonly nodes: readonly Node[];
}

export function buildDefinition(
  root: SourceElement,
  file: { readonly file: string; readonly text: string },
  tools: ScriptTools,
): Build {
  const bench = createBench(file.text, tools);
  const elements = (...names: string[]): readonly SourceElement[] =>
    root.children.filter(({ name }) => names.includes(name));
  const variables: Record<string, ValueType> = { dialog: dialogType, caller: callerType };

  const data = elements('data').map((element) => buildData(bench, element, variables));
  const nodeElements = elements('info', 'question', 'decide', 'lookup', 'retry', 'transfer', 'end');
  for (const element of nodeElements) {
    if (element.name === 'question') variables[attribute(element, 'id')] = answerType(questionType(element));
    if (element.name === 'lookup') variables[attribute(element, 'as')] = lookupType(bench, element);
  }
  const choices = new Map<SourceElement, ListedOptions>();
  for (const element of nodeElements) {
    const choice = element.name === 'question' ? buildListedOptions(bench, element, variables) : null;
    if (!choice) continue;
    choices.set(element, choice.listed);
    variables[attribute(element, 'id')] = choice.valueType;
  }
  const scriptVariables: Variable[] = elements('var').map((element) => {
    const value = bench.formula(element.attributes.get('value') ?? element.content, variables, {
      node: null,
      place: 'condition',
      afterAnswer: true,
    });
    variables[attribute(element, 'name')] = value.program?.type ?? unknown;
    return { name: attribute(element, 'name'), value, at: bench.mark(element.from) };
  });
  const nodes = nodeElements.map((element) => buildNode(bench, element, variables, choices.get(element) ?? null));

  const table = new Map<string, Node>();
  for (const node of nodes) if (!table.has(node.id)) table.set(node.id, node);
  const definition: Definition = {
    id: attribute(root, 'id'),
    version: attribute(root, 'version'),
    file: file.file,
    at: bench.mark(root.from),
    title: buildTitle(root),
    start: attribute(root, 'start'),
    startAt: bench.mark(root.attributes.get('start')?.from ?? root.from),
    languages: words(attribute(root, 'languages')),
    channels: words(attribute(root, 'channels')).flatMap((word) => {
      const channel = channelSchema.safeParse(word);
      if (channel.success) return [channel.data];
      bench.problems.push({
        rule: 'script/channel',
        at: bench.mark(root.attributes.get('channels')?.from ?? root.from),
        message: `There is no channel “${word}”`,
        advice: 'Channels are agent, web and voice',
      });
      return [];
    }),
    data,
    variables: scriptVariables,
    nodes: table,
    moment: bench.moment,
  };
  return { definition, problems: bench.problems, uses: bench.uses, nodes };
}

function buildData(bench: Bench, element: SourceElement, variables: Record<string, ValueType>): DataEntry {
  const name = attribute(element, 'name');
  const className = attribute(element, 'class');
  const relations = words(attribute(element, 'with'));
  const type = bench.tools.valueType(className);
  const at = bench.mark(element.from);
  const key = element.attributes.get('key');
  if (!type)
    bench.problems.push({
      rule: 'script/unknown-class',
      at: bench.mark(element.attributes.get('class')?.from ?? element.from),
      message: `There is no class “${className}”`,
      advice: 'Name a class of the application’s objects',
    });
  const fields = type?.kind === 'object' ? type.fields : {};
  for (const relation of type ? relations : []) {
    const field = fields[relation];
    if (field && isRelation(field)) continue;
    const known = Object.keys(fields).filter((candidate) => isRelation(fields[candidate] ?? unknown));
    bench.problems.push({
      rule: 'script/unknown-class',
      at: bench.mark(element.attributes.get('with')?.from ?? element.from),
      message: `${className} has no relation “${relation}”`,
      advice: `It has: ${known.join(', ')}`,
    });
  }
  if (name !== 'customer' && !key)
    bench.problems.push({
      rule: 'script/data-key',
      at,
      message: `Nothing says which ${className} “${name}” is`,
      advice: 'Add key="…", or call it customer if it is the one the dialog is about',
    });
  const entry: DataEntry = {
    name,
    className,
    relations,
    ...(key
      ? { key: bench.formula(key, variables, { node: null, place: 'condition', afterAnswer: false }, text) }
      : {}),
    valueType: type ? pinnedType(type, relations) : unknown,
    at,
  };
  variables[name] = entry.valueType;
  return entry;
}

function lookupType(bench: Bench, element: SourceElement): ValueType {
  const className = attribute(element, 'class');
  const type = bench.tools.valueType(className);
  if (type) return pinnedType(type, []);
  bench.problems.push({
    rule: 'script/unknown-class',
    at: bench.mark(element.attributes.get('class')?.from ?? element.from),
    message: `There is no class “${className}”`,
    advice: 'Name a class of the application’s objects',
  });
  return unknown;
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
