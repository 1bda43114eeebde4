/** A field such as `:61:` with the lines that belong to it, the first without its tag. */
export interface Field {
  readonly tag: string;
  readonly line: number;
  readonly lines: readonly string[];
}

/** The fields from one `:20:` to the end of the message. */
export type Message = readonly Field[];

interface OpenField extends Field {
  readonly lines: string[];
}

/**
 * The messages of a file. What banks put around them (SWIFT blocks `{1:…}{4:`, lines such as `940`, `:940:`) is left
 * out; a message ends with `-`, `-}` or ING's `-XXX`, or where the next begins.
 */
export function splitMessages(text: string): readonly Message[] {
  const messages: OpenField[][] = [];
  let message: OpenField[] | undefined;
  for (const [index, full] of text.split(/\r\n|\n|\r/).entries()) {
    const content = full.replace(/^\{.*\{4:/, '').trimEnd();
    if (/^-(\}.*|XXX)?$/.test(content)) {
      message = undefined;
      continue;
    }
    const [, tag, rest = ''] = /^:(\d{2}[A-Z]?):(.*)$/.exec(content) ?? [];
    if (tag === '20' || (tag !== undefined && message === undefined)) {
      message = [];
      messages.push(message);
    }
    if (message === undefined || /^:\d{3}:$/.test(content)) continue;
    if (tag !== undefined) message.push({ tag, line: index + 1, lines: [rest] });
    else if (content.trim() !== '') message.at(-1)?.lines.push(content);
  }
  return messages;
}
