/** A text to be said: lines of the file are joined, an empty line stays a paragraph. */
export function flowText(text: string): string {
  return text
    .trim()
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .join('\n\n');
}

/** A text to be sent, such as a mail: its lines stay, the file's indentation goes. */
export function letterText(text: string): string {
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join('\n');
}
