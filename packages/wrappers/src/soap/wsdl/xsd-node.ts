/** An element of an XML Schema as npm soap keeps it: attributes with a dollar before their names. */
export interface XsdNode {
  /** Local name of the tag: `element`, `complexType`, `sequence` ... */
  readonly name?: string;
  readonly $name?: string;
  readonly $type?: string;
  readonly $ref?: string;
  readonly $base?: string;
  readonly $use?: string;
  readonly $nillable?: string;
  readonly $minOccurs?: string;
  readonly $maxOccurs?: string;
  readonly $value?: string;
  readonly children?: readonly XsdNode[];
}

export interface XsdSchema {
  readonly $targetNamespace?: string;
  readonly xmlns?: Readonly<Record<string, string>>;
  readonly complexTypes: Readonly<Record<string, XsdNode>>;
  readonly types: Readonly<Record<string, XsdNode>>;
  readonly elements: Readonly<Record<string, XsdNode>>;
  readonly groups: Readonly<Record<string, XsdNode>>;
}

export type XsdSchemas = Readonly<Record<string, XsdSchema>>;
export type XsdKind = 'complexTypes' | 'types' | 'elements' | 'groups';

export interface Found {
  readonly node: XsdNode;
  /** The schema it stands in: names inside it are resolved there. */
  readonly schema: XsdSchema;
}

/** A named part by its qualified name, in the schema the prefix stands for, else in any schema that has it. */
export function findNamed(
  schemas: XsdSchemas,
  from: XsdSchema | undefined,
  qualified: string,
  kinds: readonly XsdKind[],
): Found | undefined {
  const [prefix, name] = qualified.includes(':') ? (qualified.split(':', 2) as [string, string]) : ['', qualified];
  const named = from?.xmlns?.[prefix === '' ? 'xmlns' : prefix];
  const first = [named, prefix === '' ? from?.$targetNamespace : undefined].flatMap((namespace) => {
    const schema = namespace === undefined ? undefined : schemas[namespace];
    return schema === undefined ? [] : [schema];
  });
  for (const schema of [...first, ...(from === undefined ? [] : [from]), ...Object.values(schemas)]) {
    for (const kind of kinds) {
      const node = Object.hasOwn(schema[kind], name) ? schema[kind][name] : undefined;
      if (node !== undefined) return { node, schema };
    }
  }
  return undefined;
}

export function localName(qualified: string): string {
  return qualified.split(':').at(-1) ?? qualified;
}

export function isList({ $maxOccurs }: XsdNode): boolean {
  return $maxOccurs === 'unbounded' || Number($maxOccurs ?? 1) > 1;
}

/** A nillable element may stay away too: systems that say one often mean the other. */
export function isOptional({ $minOccurs, $nillable }: XsdNode): boolean {
  return $minOccurs === '0' || $nillable === 'true' || $nillable === '1';
}
