import { dtdName, readDtd } from './dtd.js';

/** A mistake as libxml2 reports it; line and column from 1. */
export interface DtdMistake {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export type ValidateDtd = (text: string) => readonly DtdMistake[];

let loading: Promise<ValidateDtd> | null = null;

/**
 * libxml2 as WebAssembly, loaded when the first script must be gated and not before (about 23 MB resident, and 80 ms).
 * Validation happens while parsing, since only then libxml2 knows columns.
 */
export function loadDtdValidation(): Promise<ValidateDtd> {
  loading ??= load();
  return loading;
}

async function load(): Promise<ValidateDtd> {
  const { ParseOption, XmlDocument, XmlLibError, xmlRegisterInputProvider } = await import('libxml2-wasm');
  const dtd = readDtd();
  const positions = new Map<number, number>();
  let lastHandle = 0;
  // Takes every name, so that nothing is ever read from a disk or a network, and opens our DTD alone.
  xmlRegisterInputProvider({
    match: () => true,
    open: (name) => {
      if (name !== dtdName) return undefined;
      lastHandle += 1;
      positions.set(lastHandle, 0);
      return lastHandle;
    },
    read: (handle, buffer) => {
      const from = positions.get(handle) ?? dtd.length;
      const part = dtd.subarray(from, from + buffer.byteLength);
      buffer.set(part);
      positions.set(handle, from + part.length);
      return part.length;
    },
    close: (handle) => positions.delete(handle),
  });
  const option =
    ParseOption.XML_PARSE_DTDVALID |
    ParseOption.XML_PARSE_NONET |
    ParseOption.XML_PARSE_NO_SYS_CATALOG |
    ParseOption.XML_PARSE_BIG_LINES;
  return (text) => {
    try {
      XmlDocument.fromString(text, { option }).dispose();
      return [];
    } catch (thrown) {
      if (!(thrown instanceof XmlLibError)) throw thrown;
      return thrown.details.map((detail) => ({
        message: detail.message.trim(),
        line: Math.max(1, detail.line),
        column: Math.max(1, detail.col),
      }));
    }
  };
}
