import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseDocument } from 'yaml';
import type { Document } from 'yaml';

export const repository = path.join(import.meta.dirname, '..', '..');
export const utilityVertical = path.join(repository, 'examples', 'utility-vertical');

/** A copy of the utility application in a folder of its own. Its packages are the framework's. */
export interface ApplicationCopy {
  readonly dir: string;
  /** Changes `app.yaml` and nothing else. */
  edit(change: (app: Document) => void): Promise<void>;
  write(file: string, text: string): Promise<void>;
  read(file: string): Promise<string>;
  remove(): Promise<void>;
}

export async function copyUtilityVertical(change?: (app: Document) => void): Promise<ApplicationCopy> {
  const dir = await mkdtemp(path.join(tmpdir(), 'caruso-utility-'));
  await cp(utilityVertical, dir, { recursive: true, filter: (file) => path.basename(file) !== '.caruso' });
  const read = (file: string): Promise<string> => readFile(path.join(dir, file), 'utf8');
  const write = (file: string, text: string): Promise<void> => writeFile(path.join(dir, file), text);
  const edit: ApplicationCopy['edit'] = async (changing) => {
    const app = parseDocument(await read('app.yaml'));
    changing(app);
    await write('app.yaml', app.toString({ lineWidth: 0 }));
  };
  if (change !== undefined) await edit(change);
  return { dir, edit, write, read, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** The billing store on PostgreSQL: another address, and nothing to load. */
export function billingOnPostgres(url: string): (app: Document) => void {
  return (app) => {
    app.setIn(['stores', 'billing', 'url'], url);
    app.deleteIn(['stores', 'billing', 'load']);
  };
}

/** Mails go to the company's server instead of the demo's mailbox. */
export function mailBySmtp(url: string): (app: Document) => void {
  return (app) => {
    const components = app.toJS().components as readonly { readonly use: string }[];
    app.setIn(
      ['components', components.findIndex(({ use }) => use === '@caruso/wrappers/mail'), 'settings', 'url'],
      url,
    );
    app.deleteIn(['components', components.findIndex(({ use }) => use === '@caruso/wrappers/demo-mailbox')]);
  };
}
