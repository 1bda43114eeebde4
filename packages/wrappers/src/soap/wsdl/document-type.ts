const BEFORE_THE_ROOT = /^\uFEFF?(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/;

/**
 * Whether an XML document has a document type declaration: the door for entities that read files, reach other hosts or grow
 * without limit. SOAP forbids it (SOAP 1.1 section 3, SOAP 1.2 part 1 section 5), and no WSDL needs it.
 */
export function hasDocumentType(xml: string): boolean {
  const prolog = BEFORE_THE_ROOT.exec(xml)?.[0] ?? '';
  return xml.slice(prolog.length).startsWith('<!');
}
