import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Client } from 'soap';
import { z } from 'zod';
import { memberName } from '../../rest/openapi/member-name.js';
import type { SoapSettings } from '../settings.js';
import { shapeReader } from './xsd-shape.js';
import type { ShapeReader } from './xsd-shape.js';
import { findNamed } from './xsd-node.js';
import type { XsdNode, XsdSchemas } from './xsd-node.js';

/** An operation of a port of a WSDL. */
export interface SoapOperation {
  /** In the contract. */
  readonly name: string;
  /** In the WSDL. */
  readonly wsdlName: string;
  readonly service: string;
  readonly port: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly idempotent: boolean;
}

export interface SoapOperations {
  readonly operations: readonly SoapOperation[];
  /** Of the port, as the WSDL says. */
  readonly location: string | undefined;
  /** Which operations are not offered, and why. */
  readonly notes: readonly string[];
}

/** As npm soap keeps a WSDL; its own types do not say the names of ports and parts. */
interface Definitions {
  readonly services?: Readonly<Record<string, { readonly ports?: Readonly<Record<string, Port>> }>>;
  readonly schemas?: XsdSchemas;
}
interface Port {
  readonly location?: string;
  readonly binding?: { readonly methods?: Readonly<Record<string, Method>> };
}
interface Method {
  readonly input?: Message | null;
  readonly output?: Message | null;
}
/** The element of a document message, or an RPC message with its parts. */
type Message = XsdNode & {
  readonly targetNamespace?: string;
  readonly parts?: Readonly<Record<string, string | (XsdNode & { readonly xmlns?: string }) | undefined>>;
};

/** @throws CarusoError `invalid` that names a service, a port or an operation that the WSDL does not have. */
export function soapOperations(client: Client, settings: SoapSettings): SoapOperations {
  const definitions = client.wsdl.definitions as unknown as Definitions;
  const [service, { ports = {} }] = chosen('service', definitions.services ?? {}, settings.service);
  const [port, { binding, location }] = chosen('port', ports, settings.port);
  const schemas = definitions.schemas ?? {};
  const readers = { input: shapeReader(schemas, 'input'), output: shapeReader(schemas, 'output') };
  const methods = Object.entries(binding?.methods ?? {});
  const known = new Set(methods.flatMap(([name]) => [name, memberName(name)]));
  const unknown = [...(settings.only ?? []), ...settings.idempotent].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new CarusoError('invalid', `The WSDL has no operation ${unknown.join(', ')}`, { operations: unknown });
  }
  const notes: string[] = [];
  const operations = methods.flatMap(([wsdlName, method]): readonly SoapOperation[] => {
    const name = memberName(wsdlName);
    const named = (list: readonly string[]): boolean => list.includes(wsdlName) || list.includes(name);
    if (settings.only !== undefined && !named(settings.only)) return [];
    const input = inputOf(method.input, schemas, readers.input);
    if (input === undefined) {
      notes.push(`${name} is not offered: its input is no object`);
      return [];
    }
    const output = settings.checkAnswers ? outputOf(method.output, schemas, readers.output) : z.json();
    return [{ name, wsdlName, service, port, input, output, idempotent: named(settings.idempotent) }];
  });
  return { operations, location, notes };
}

function chosen<A>(what: string, all: Readonly<Record<string, A>>, wanted: string | undefined): readonly [string, A] {
  const names = Object.keys(all);
  const name = wanted ?? names[0];
  const found = name === undefined || !Object.hasOwn(all, name) ? undefined : all[name];
  if (name !== undefined && found !== undefined) return [name, found];
  throw new CarusoError('invalid', `The WSDL has no ${what} ${wanted ?? ''}; it has ${names.join(', ') || 'none'}`, {
    [what]: wanted ?? null,
  });
}

function inputOf(message: Message | null | undefined, schemas: XsdSchemas, reader: ShapeReader): z.ZodType | undefined {
  if (message === null || message === undefined) return z.strictObject({});
  const shape = shapeOf(message, schemas, reader);
  return shape instanceof z.ZodObject ? shape : undefined;
}

/** A one-way operation answers null. */
function outputOf(message: Message | null | undefined, schemas: XsdSchemas, reader: ShapeReader): z.ZodType {
  return message === null || message === undefined ? z.null() : shapeOf(message, schemas, reader);
}

function shapeOf(message: Message, schemas: XsdSchemas, reader: ShapeReader): z.ZodType {
  const isElement =
    message.$type !== undefined ||
    (message.children ?? []).some(({ name }) => name === 'complexType' || name === 'simpleType');
  const own = message.targetNamespace === undefined ? undefined : schemas[message.targetNamespace];
  if (isElement || message.parts === undefined || message.parts === null) {
    const found = message.$name === undefined ? undefined : findNamed(schemas, own, message.$name, ['elements']);
    return reader.elementShape(message, own ?? found?.schema);
  }
  const parts = Object.entries(message.parts).map(([name, part]): [string, z.ZodType] => {
    if (typeof part === 'string') return [name, reader.typeShape(part, undefined)];
    const schema = part?.xmlns === undefined ? undefined : schemas[part.xmlns];
    return [
      name,
      part?.$name === undefined ? reader.typeShape('string', schema) : reader.typeShape(part.$name, schema),
    ];
  });
  return z.strictObject(Object.fromEntries(parts));
}
