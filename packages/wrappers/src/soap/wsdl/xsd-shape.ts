import { z } from 'zod';
import { findNamed, isList, isOptional, localName } from './xsd-node.js';
import type { XsdNode, XsdSchema, XsdSchemas } from './xsd-node.js';
import { bare, builtIn } from './xsd-simple.js';
import type { Direction } from './xsd-simple.js';

type Fields = Readonly<Record<string, z.ZodType>>;

export interface ShapeReader {
  /** What an element holds. */
  elementShape(node: XsdNode, schema: XsdSchema | undefined): z.ZodType;
  /** A type by its qualified name. */
  typeShape(qualified: string, schema: XsdSchema | undefined): z.ZodType;
}

/**
 * The shapes of XML Schema as zod schemas: sequences, choices (all members optional), groups, extensions, restrictions with
 * enumerations, attributes (under `attributes`), lists, recursion. Inputs refuse fields that are not declared, and cannot hold
 * `xs:any`; outputs let both through.
 */
export function shapeReader(schemas: XsdSchemas, direction: Direction): ShapeReader {
  const done = new Map<XsdNode, z.ZodType>();
  const open = new Set<XsdNode>();

  function elementShape(node: XsdNode, schema: XsdSchema | undefined): z.ZodType {
    if (node.$type !== undefined) return typeShape(node.$type, schema);
    const inner = node.children?.find((child) => child.name === 'complexType' || child.name === 'simpleType');
    if (inner === undefined) return direction === 'output' ? z.json() : z.strictObject({});
    return inner.name === 'simpleType' ? simpleShape(inner, schema) : complexShape(inner, schema);
  }

  function typeShape(qualified: string, schema: XsdSchema | undefined): z.ZodType {
    const found = findNamed(schemas, schema, qualified, ['complexTypes', 'types']);
    if (found === undefined) return builtIn(localName(qualified), direction);
    return schemas === undefined || Object.hasOwn(found.schema.types, localName(qualified))
      ? simpleShape(found.node, found.schema)
      : complexShape(found.node, found.schema);
  }

  function simpleShape(node: XsdNode, schema: XsdSchema | undefined): z.ZodType {
    const restriction = node.children?.find((child) => child.name === 'restriction');
    // A list or a union of types is text.
    if (restriction === undefined) return builtIn('string', direction);
    const values = (restriction.children ?? []).flatMap(({ name, $value }) =>
      name === 'enumeration' && $value !== undefined ? [$value] : [],
    );
    if (values.length > 0) return direction === 'output' ? z.preprocess(bare, z.enum(values)) : z.enum(values);
    return restriction.$base === undefined ? builtIn('string', direction) : typeShape(restriction.$base, schema);
  }

  function complexShape(node: XsdNode, schema: XsdSchema | undefined): z.ZodType {
    const known = done.get(node);
    if (known !== undefined) return known;
    if (open.has(node)) return z.lazy(() => done.get(node) ?? z.json());
    open.add(node);
    const simple = node.children?.find((child) => child.name === 'simpleContent')?.children?.[0];
    const made = simple === undefined ? objectShape(node, schema) : textShape(simple, schema);
    open.delete(node);
    done.set(node, made);
    return made;
  }

  /** Text with attributes: the text alone, or both. */
  function textShape(extension: XsdNode, schema: XsdSchema | undefined): z.ZodType {
    const text = typeShape(extension.$base ?? 'string', schema);
    if (direction === 'output')
      return z.union([z.object({ attributes: z.record(z.string(), z.string()), $value: text }), text]);
    const attributes = z.record(z.string(), z.string()).refine(hasAttributeNames, 'names of attributes');
    return z.union([text, z.strictObject({ attributes, $value: text })]);
  }

  function objectShape(node: XsdNode, schema: XsdSchema | undefined): z.ZodType {
    const fields = { ...fieldsIn(node, schema, false), ...attributesOf(node, schema) };
    if (direction === 'input') return z.strictObject(fields);
    const object = z.looseObject(fields);
    // An element whose content has stayed away altogether comes as null.
    return z.preprocess((value) => (value === null || value === '' ? {} : value), object);
  }

  function fieldsIn(node: XsdNode, schema: XsdSchema | undefined, optional: boolean): Fields {
    let fields: Fields = {};
    for (const child of node.children ?? []) fields = { ...fields, ...fieldsOf(child, schema, optional) };
    return fields;
  }

  function fieldsOf(child: XsdNode, schema: XsdSchema | undefined, optional: boolean): Fields {
    switch (child.name) {
      case 'element':
        return elementField(child, schema, optional);
      case 'choice':
        return fieldsIn(child, schema, true);
      case 'sequence':
      case 'all':
      case 'complexContent':
        return fieldsIn(child, schema, optional || child.$minOccurs === '0');
      case 'group': {
        const found = child.$ref === undefined ? undefined : findNamed(schemas, schema, child.$ref, ['groups']);
        return found === undefined
          ? fieldsIn(child, schema, optional)
          : fieldsIn(found.node, found.schema, optional || isOptional(child));
      }
      case 'extension': {
        const base = child.$base === undefined ? undefined : findNamed(schemas, schema, child.$base, ['complexTypes']);
        const inherited = base === undefined ? {} : fieldsIn(base.node, base.schema, optional);
        return { ...inherited, ...fieldsIn(child, schema, optional) };
      }
      case 'restriction':
        return fieldsIn(child, schema, optional);
      default:
        return {};
    }
  }

  function elementField(child: XsdNode, schema: XsdSchema | undefined, optional: boolean): Fields {
    const referred = child.$ref === undefined ? undefined : findNamed(schemas, schema, child.$ref, ['elements']);
    const node = referred?.node ?? child;
    const name = child.$name ?? referred?.node.$name ?? localName(child.$ref ?? '');
    const one = elementShape(node, referred?.schema ?? schema);
    const shape = isList(child) ? listOf(one) : one;
    const nillable = [child, node].some(({ $nillable }) => $nillable === 'true' || $nillable === '1');
    const mayStayAway = optional || isOptional(child) || nillable;
    // A list without members is not written at all.
    if (direction === 'output') return { [name]: mayStayAway || isList(child) ? shape.nullish() : shape };
    // Null is written as xsi:nil, which only a nillable element may have.
    return { [name]: nillable ? shape.nullish() : mayStayAway ? shape.optional() : shape };
  }

  function listOf(item: z.ZodType): z.ZodType {
    if (direction === 'input') return z.array(item);
    return z.preprocess(
      (value) => (value === undefined || value === null || Array.isArray(value) ? value : [value]),
      z.array(item).nullish(),
    );
  }

  function attributesOf(node: XsdNode, schema: XsdSchema | undefined): Fields {
    if (direction === 'output') return { attributes: z.record(z.string(), z.string()).optional() };
    const { declared, extended } = attributesIn(node, schema);
    const names = Object.keys(declared);
    if (names.length === 0 && !extended) return {};
    // The library does not keep the attributes that an extension adds.
    const attributes = extended
      ? z.object(declared).catchall(z.string()).refine(hasAttributeNames, 'names of attributes')
      : z.strictObject(declared);
    return {
      attributes: names.some((name) => declared[name]?.safeParse(undefined).success === false)
        ? attributes
        : attributes.optional(),
    };
  }

  function attributesIn(
    node: XsdNode,
    schema: XsdSchema | undefined,
  ): { readonly declared: Fields; readonly extended: boolean } {
    let declared: Fields = {};
    let extended = false;
    for (const child of node.children ?? []) {
      if (child.name === 'attribute' && child.$name !== undefined) {
        const shape = typeShape(child.$type ?? 'string', schema);
        declared = { ...declared, [child.$name]: child.$use === 'required' ? shape : shape.optional() };
      }
      if (child.name !== 'complexContent') continue;
      for (const extension of child.children ?? []) {
        const base =
          extension.$base === undefined ? undefined : findNamed(schemas, schema, extension.$base, ['complexTypes']);
        const inherited = base === undefined ? { declared: {} } : attributesIn(base.node, base.schema);
        declared = { ...inherited.declared, ...declared };
        extended = true;
      }
    }
    return { declared, extended };
  }

  return { elementShape, typeShape };
}

/** They are written into the message as they are. */
function hasAttributeNames(attributes: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(attributes).every((name) => /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/.test(name));
}
