/** A file that lies in the folder. */
export interface FoundFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970, as exact as the system tells. */
  readonly modified: number;
}

export interface Listing {
  readonly files: readonly FoundFile[];
  /** What is no file that could be taken (a symbolic link, a name with a path in it), with the reason. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

export type Shelf = 'done' | 'rejected';

/** The folder that files are dropped into, here or on a server. Every function may throw `unavailable` or `refused` with what to do. */
export interface DropSource {
  /** For people: the path or address. */
  readonly place: string;
  list(): Promise<Listing>;
  /** Undefined: it is not there, or no regular file. */
  stat(name: string): Promise<FoundFile | undefined>;
  read(name: string): Promise<AsyncIterable<Uint8Array>>;
  /** Moves a file to `done/` or `rejected/`, under another name if its own is taken, with a note beside it; answers the name. */
  putAway(name: string, shelf: Shelf, note?: string): Promise<string>;
  /** Puts a rejected file back and removes its note. False: it is not there any more. */
  bringBack(rejectedName: string, name: string): Promise<boolean>;
  remove(name: string): Promise<void>;
  /** Calls `changed` when there may be something new, if the system tells; returns the function that ends it. */
  watch(changed: () => void): () => Promise<void>;
  close(): Promise<void>;
}

/** Why a name in the folder is never used; undefined: it may be. A server may tell any name it likes. */
export function nameProblem(name: string): string | undefined {
  if (name === '' || name === '.' || name === '..' || /[/\\]/.test(name)) return 'its name holds a path';
  if (/\p{Cc}/u.test(name)) return 'its name holds control characters';
  return Buffer.byteLength(name) > 255 ? 'its name is too long' : undefined;
}

/** Names to put a file away under, in the order of preference: `day.csv`, `day.2.csv`, `day.3.csv` … */
export function* shelfNames(name: string): Generator<string> {
  yield name;
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let count = 2; count < 100_000; count++) yield `${stem}.${count}${ending}`;
}

export const noteName = (name: string): string => `${name}.reason.txt`;
