/** `ListTask`, `list_task`, `list-task` -> `listTask`. */
export function memberName(text: string): string {
  const words = text
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .split(' ');
  const joined = words
    .map((word, index) => (index === 0 ? lowerStart(word) : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  const started = /^[A-Za-z]/.test(joined) ? joined : `operation${joined}`;
  // A member of this name would make a handle look like a promise.
  return started === 'then' ? 'thenOperation' : started;
}

/** `GETTask` -> `getTask`, `ListTask` -> `listTask`, `SID` -> `sid`. */
function lowerStart(word: string): string {
  return word.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (start) => start.toLowerCase());
}
