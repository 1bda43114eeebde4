import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { CarusoError } from '@caruso/core-service-manager/contract';
import { systemNotThere, systemRefuses } from '@caruso/core-service-manager/wrapper-kit';
import type { HttpConnection } from '../../rest/http/http-connection.js';
import { hasDocumentType } from './document-type.js';

export interface WsdlSource {
  /** What the library is told to load; files have an address of their own, so that all loading goes through `read`. */
  readonly address: string;
  /** @throws CarusoError `invalid` for a document outside of the WSDL's folder or host, or with a document type declaration. */
  read(address: string): Promise<string>;
}

export interface WsdlSourceOptions {
  readonly system: string;
  readonly wsdl: string;
  readonly imports: Readonly<Record<string, string>>;
  readonly appDir: string;
  readonly http: HttpConnection;
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  readonly timeoutMs: number;
}

/** Names that are never resolved (RFC 6761 6.4). */
const FILES = 'http://wsdl.invalid/';

/** A WSDL with the documents it imports, from a folder or from one host. */
export function wsdlSource(options: WsdlSourceOptions): WsdlSource {
  const { wsdl, appDir, imports } = options;
  const remote = /^https?:\/\//i.test(wsdl);
  const file = path.resolve(appDir, wsdl);
  const address = remote ? wsdl : FILES + encodeURIComponent(path.basename(file));

  async function text(wanted: string): Promise<string> {
    const replacement = imports[wanted];
    if (replacement !== undefined) return readText(path.resolve(appDir, replacement));
    if (!remote && wanted.startsWith(FILES))
      return inFolder(path.dirname(file), decodeURIComponent(wanted.slice(FILES.length)));
    if (remote && URL.canParse(wanted) && new URL(wanted).origin === new URL(wsdl).origin)
      return fetched(options, wanted);
    throw new CarusoError(
      'invalid',
      `${wsdl} imports ${wanted}, which is not fetched; name a copy of it under "imports"`,
      {
        wsdl,
        import: wanted,
      },
    );
  }

  return {
    address,
    async read(wanted) {
      const found = await text(wanted);
      if (hasDocumentType(found)) {
        throw new CarusoError(
          'invalid',
          `${wanted.replace(FILES, '')} has a document type declaration, which is refused`,
          { wsdl },
        );
      }
      return found;
    },
  };
}

async function inFolder(folder: string, name: string): Promise<string> {
  const file = path.resolve(folder, name);
  const inside = path.relative(await realpath(folder), await realpath(file).catch(() => file));
  if (inside.startsWith('..') || path.isAbsolute(inside)) {
    throw new CarusoError('invalid', `${name} lies outside of the WSDL's folder`, { file: name });
  }
  return readText(file);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new CarusoError('invalid', `${file} cannot be read: ${message}`, { file }, { cause: error });
  }
}

async function fetched({ system, http, headers, timeoutMs }: WsdlSourceOptions, address: string): Promise<string> {
  const request = {
    method: 'GET',
    url: new URL(address),
    headers: { accept: 'text/xml, application/xml', ...(await headers()) },
  };
  const answer = await http.send(request, AbortSignal.timeout(timeoutMs)).catch((thrown: unknown) => {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw systemNotThere(system, `The WSDL ${address} cannot be fetched: ${message}`, { message }, thrown);
  });
  if (answer.status === 200) return answer.text;
  const legacy = { message: `HTTP ${answer.status}`, code: answer.status };
  if (answer.status >= 502) throw systemNotThere(system, `The WSDL ${address} cannot be fetched now`, legacy);
  throw systemRefuses(system, `The WSDL ${address} cannot be fetched: HTTP ${answer.status}`, legacy);
}
