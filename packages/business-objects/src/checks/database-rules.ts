import type { Finding } from '@caruso/core-service-manager/contract';
import { asCarusoError } from '@caruso/core-service-manager/contract';
import { nearest } from '../files/nearest-name.js';
import type { ClassDraft } from '../model/class-draft.js';
import { draftFinding } from '../model/class-draft.js';
import { bookkeepingColumns, snakeCase } from '../model/class-model.js';
import { isCodeTable } from '../model/compile-class.js';
import type { StorageService } from '../tables/table-gate.js';

/** Tables and columns that the model names and a frozen store does not have; managed stores get theirs from the model. */
export async function databaseFindings(
  drafts: Iterable<ClassDraft>,
  storage: StorageService,
): Promise<readonly Finding[]> {
  const stores = new Map((await storage.stores({})).map((store) => [store.name, store]));
  const found = await Promise.all(
    [...drafts].map(async (draft): Promise<readonly Finding[]> => {
      const store = stores.get(draft.data.store ?? '');
      if (!store || store.schema === 'managed') return [];
      try {
        return [
          ...(await tableFindings(draft, store.name, storage)),
          ...(await codeTableFindings(draft, store.name, storage)),
        ];
      } catch (thrown) {
        const reason = asCarusoError(thrown).message;
        return [
          draftFinding(
            draft,
            { path: ['store'] },
            {
              rule: 'objects/store-down',
              severity: 'warning',
              message: `Store "${store.name}" does not answer, so ${draft.name} was not compared with it: ${reason}`,
              advice: 'Start the database and check again',
            },
          ),
        ];
      }
    }),
  );
  return found.flat();
}

async function tableFindings(draft: ClassDraft, store: string, storage: StorageService): Promise<readonly Finding[]> {
  const table = draft.data.table ?? snakeCase(draft.name);
  const columns = await storage.columns({ store, table });
  if (columns === null) {
    const path = draft.data.table === undefined ? ['class'] : ['table'];
    return [
      draftFinding(
        draft,
        { path },
        {
          rule: 'objects/missing-table',
          message: `Store "${store}" has no table or view ${table}`,
          advice: 'Mend the name (capitals count), or add the table to the database',
        },
      ),
    ];
  }
  const known = columns.map((column) => column.name);
  return [...draft.attributes].flatMap(([name, data]) => {
    const column = data.column ?? snakeCase(name);
    if (
      data.derived !== undefined ||
      known.includes(column) ||
      (bookkeepingColumns as readonly string[]).includes(column)
    )
      return [];
    return [
      draftFinding(
        draft,
        {
          path: ['attributes', name, ...(data.column === undefined ? [] : ['column'])],
          key: data.column === undefined,
        },
        {
          rule: 'objects/missing-column',
          message: `${table} has no column ${column}`,
          advice: `${nearest(column, known)}Columns: ${known.join(', ')}`,
        },
      ),
    ];
  });
}

async function codeTableFindings(
  draft: ClassDraft,
  store: string,
  storage: StorageService,
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const [name, data] of draft.attributes) {
    if (!data.codes || !isCodeTable(data.codes)) continue;
    const { codes } = data;
    const path = ['attributes', name, 'codes'];
    const columns = await storage.columns({ store, table: codes.table });
    if (columns === null) {
      found.push(
        draftFinding(
          draft,
          { path: [...path, 'table'] },
          {
            rule: 'objects/missing-table',
            message: `Store "${store}" has no code table ${codes.table}`,
            advice: 'Mend the name (capitals count)',
          },
        ),
      );
      continue;
    }
    const known = columns.map((column) => column.name);
    const named: readonly (readonly [readonly string[], string])[] = [
      ...(['value', 'language', 'text'] as const).flatMap((key) =>
        codes[key] === undefined ? [] : [[[key], codes[key]] as const],
      ),
      ...Object.keys(codes.where ?? {}).map((column) => [['where', column], column] as const),
    ];
    for (const [steps, column] of named) {
      if (known.includes(column)) continue;
      found.push(
        draftFinding(
          draft,
          { path: [...path, ...steps], key: steps[0] === 'where' },
          {
            rule: 'objects/missing-column',
            message: `${codes.table} has no column ${column}`,
            advice: `${nearest(column, known)}Columns: ${known.join(', ')}`,
          },
        ),
      );
    }
  }
  return found;
}
