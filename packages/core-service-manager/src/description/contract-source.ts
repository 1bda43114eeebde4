import { jsonSchemaToZod } from 'json-schema-to-zod';
import { z } from 'zod';
import type { ContractDescription } from '../contract/index.js';

type MemberDescription = ContractDescription['members'][number];
type Io = 'input' | 'output';
type JsonObject = Readonly<Record<string, unknown>>;

/** Schemas this long that stand in several places get a name. */
const WORTH_A_NAME = 200;

/**
 * A TypeScript module with the contract, for consumers written in TypeScript: a wrong call does not compile. What JSON Schema cannot
 * carry over (functions of `local` members, recursion) is named in a comment.
 */
export function contractSource({ id, version, summary, members, state }: ContractDescription): string {
  const name = typeName(id);
  const writer = schemaWriter([
    ...members.flatMap(({ input, output }) => [settled(input, 'input'), settled(output, 'output')]),
    settled(state, 'output'),
  ]);
  const written = members.flatMap((member) => (member.kind === 'local' ? [] : [memberSource(member, writer.write)]));
  const stateSource = state === undefined ? '' : `  state: ${writer.write(state, 'output')},\n`;
  const locals = members
    .filter(({ kind }) => kind === 'local')
    .map((member) => `${member.name} works inside the process only`);
  const missing = [...locals, ...writer.notExpressed].map((what) => `// Not expressed: ${oneLine(what)}\n`).join('');
  const kinds = ['operation', 'stream'].filter((kind) => members.some((member) => member.kind === kind));
  return `// The contract ${oneLine(id)} ${oneLine(version)}, written from its description. Write it anew instead of editing it.
${missing}import { ${['defineContract', ...kinds].join(', ')} } from '@caruso/core-service-manager/contract';
import type { ServiceOf } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

${writer.named()}export const ${name} = defineContract({
  id: ${JSON.stringify(id)},
  version: ${JSON.stringify(version)},
  summary: ${JSON.stringify(summary)},
  members: {
${written.join('')}  },
${stateSource}});
export type ${name}Service = ServiceOf<typeof ${name}>;
`;
}

function memberSource(
  { name, kind, summary, input, output, idempotent, timeoutMs }: MemberDescription,
  write: SchemaWriter['write'],
): string {
  const more = [
    ...(idempotent === true ? ['      idempotent: true,\n'] : []),
    ...(timeoutMs === undefined || timeoutMs === 30_000 ? [] : [`      timeoutMs: ${timeoutMs},\n`]),
  ];
  return `    ${JSON.stringify(name)}: ${kind}({
      summary: ${JSON.stringify(summary)},
      input: ${write(input ?? {}, 'input')},
      output: ${write(output ?? {}, 'output')},
${kind === 'operation' ? more.join('') : ''}    }),
`;
}

interface SchemaWriter {
  write(schema: unknown, io: Io): string;
  /** The declarations of the schemas that got names. */
  named(): string;
  readonly notExpressed: readonly string[];
}

function schemaWriter(all: readonly unknown[]): SchemaWriter {
  const counts = new Map<string, number>();
  for (const schema of all) count(schema, counts);
  const names = new Map<string, string>();
  const declarations: string[] = [];
  const notExpressed: string[] = [];

  function write(source: unknown, io: Io): string {
    const root = settled(source, io) as JsonObject | boolean;
    const expression = (schema: JsonObject | boolean, open: readonly string[]): string =>
      jsonSchemaToZod(schema as boolean, { module: 'none', parserOverride: (part) => override(part, schema, open) });

    function override(part: JsonObject, self: unknown, open: readonly string[]): string | undefined {
      if (typeof part['$ref'] === 'string') return referred(part['$ref'], open);
      if (Array.isArray(part['oneOf']) && part['oneOf'].length > 1 && part['type'] === undefined) {
        return `z.xor([${part['oneOf'].map((option: JsonObject) => expression(option, open)).join(', ')}])`;
      }
      const text = JSON.stringify(part);
      if (part === self || part === root || (counts.get(text) ?? 0) < 2 || text.includes('"$ref"')) return undefined;
      return names.get(text) ?? declare(text, expression(part, open));
    }

    function referred(reference: string, open: readonly string[]): string {
      const target = reference === '#' ? root : definitionOf(root, reference);
      if (isAnyJson(target, reference)) return 'z.json()';
      if (target === undefined || open.includes(reference)) {
        const what = `what ${reference} refers to, inside itself`;
        if (!notExpressed.includes(what)) notExpressed.push(what);
        return 'z.unknown()';
      }
      return expression(target, [...open, reference]);
    }

    if (typeof root === 'boolean') return root ? 'z.any()' : 'z.never()';
    const { $defs: _definitions, ...bare } = root;
    if (isAnyJson(bare, '#')) return 'z.json()';
    const text = JSON.stringify(bare);
    if ((counts.get(text) ?? 0) < 2 || text.includes('"$ref"')) return expression(bare, ['#']);
    return names.get(text) ?? declare(text, expression(bare, ['#']));
  }

  function declare(text: string, expression: string): string {
    const name = `schema${names.size + 1}`;
    names.set(text, name);
    declarations.push(`const ${name} = ${expression};\n`);
    return name;
  }

  return { write, named: () => (declarations.length === 0 ? '' : `${declarations.join('')}\n`), notExpressed };
}

/** How often each object schema stands somewhere. */
function count(schema: unknown, counts: Map<string, number>): void {
  if (Array.isArray(schema)) for (const item of schema) count(item, counts);
  if (!isObject(schema)) return;
  if (schema['type'] === 'object') {
    const { $defs: _definitions, ...bare } = schema;
    const text = JSON.stringify(bare);
    if (text.length >= WORTH_A_NAME) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  for (const value of Object.values(schema)) count(value, counts);
}

/** Formats that json-schema-to-zod writes as zod's own, so that the pattern beside them says nothing more. */
const FORMATS: ReadonlySet<unknown> = new Set(['date-time', 'date', 'time', 'duration', 'email', 'uuid', 'uri']);

/**
 * Without what zod adds by itself: bounds of safe integers, patterns of formats, and that an output has no other fields (a later
 * version may have).
 */
function settled(schema: unknown, io: Io): unknown {
  if (Array.isArray(schema)) return schema.map((item) => settled(item, io));
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]) => {
      if (key === '$schema') return [];
      if (key === 'pattern' && FORMATS.has(schema['format'])) return [];
      if (key === 'minimum' && value === Number.MIN_SAFE_INTEGER) return [];
      if (key === 'maximum' && value === Number.MAX_SAFE_INTEGER) return [];
      if (key === 'additionalProperties' && value === false && io === 'output') return [];
      return [[key, settled(value, io)]];
    }),
  );
}

function definitionOf(root: unknown, reference: string): JsonObject | undefined {
  const name = /^#\/\$defs\/(.+)$/.exec(reference)?.[1];
  const definitions = isObject(root) ? root['$defs'] : undefined;
  const found = isObject(definitions) && name !== undefined ? definitions[name] : undefined;
  return isObject(found) ? found : undefined;
}

/** `z.json()` describes itself as a recursion. */
function isAnyJson(schema: unknown, reference: string): boolean {
  return JSON.stringify(schema)?.replaceAll(JSON.stringify(reference), '"#"') === anyJson;
}
const { $schema: _schema, ...anyJsonSchema } = z.toJSONSchema(z.json());
const anyJson = JSON.stringify(anyJsonSchema).replaceAll('"#/$defs/__schema0"', '"#"');

/** `task-router` -> `TaskRouter`. */
function typeName(id: string): string {
  const words = id.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(joined) ? joined : `Contract${joined}`;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
