import { LineCounter, parseDocument } from 'yaml';
import type { Finding } from '@caruso/core-service-manager/contract';
import { schemaFindings } from './schema-findings.js';
import type { ClassData, SourceFile } from './source-file.js';

export interface ModelFile {
  readonly file: string;
  readonly text: string;
}

/** Reads one model file. A file that is not YAML gives findings and no source; one of the wrong shape gives both. */
export function parseModelFile({ file, text }: ModelFile): {
  readonly source: SourceFile | null;
  readonly findings: readonly Finding[];
} {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const syntax = document.errors.map((error): Finding => {
    const { line, col } = lines.linePos(error.pos[0]);
    const duplicate = error.code === 'DUPLICATE_KEY';
    return {
      file,
      line: Math.max(1, line),
      column: Math.max(1, col),
      rule: duplicate ? 'objects/duplicate' : 'objects/yaml',
      severity: 'error',
      message: duplicate ? 'This key is there twice' : `This is not YAML: ${error.message}`,
      advice: duplicate
        ? 'Keep one of the two'
        : 'Look at indentation, colons and quotes here; text with { or : in it needs quotes',
    };
  });
  if (document.errors.some((error) => error.code !== 'DUPLICATE_KEY')) return { source: null, findings: syntax };
  if (document.contents === null) {
    return {
      source: null,
      findings: [
        {
          file,
          line: 1,
          column: 1,
          rule: 'objects/empty',
          severity: 'error',
          message: 'The file is empty',
          advice: 'Describe a class in it (class, label, table, key, attributes, rights) or delete it',
        },
      ],
    };
  }
  const bare: SourceFile = { file, text, document, lines, data: {}, refused: new Set() };
  const shape = schemaFindings(bare, document.toJS() as unknown);
  if (shape.data === null) return { source: null, findings: [...syntax, ...shape.findings] };
  return {
    source: { ...bare, data: shape.data as ClassData, refused: shape.refused },
    findings: [...syntax, ...shape.findings],
  };
}
