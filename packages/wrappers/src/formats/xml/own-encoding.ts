/** The encoding that an XML declaration names. */
export function xmlEncoding(start: string): string | undefined {
  return /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(start)?.[1];
}
