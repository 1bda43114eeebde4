import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  /** Numbers stand at the end so that digits line up. */
  readonly end?: boolean;
  /** What the row is about: the heading of its card on a phone. */
  readonly lead?: boolean;
  /** Never broken into lines: dates, amounts. */
  readonly whole?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export interface DataTableProps<Row> {
  /** Read by screen readers; the panel's title is what others see. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly emphasised?: (row: Row) => boolean;
}

function cellClass<Row>(column: Column<Row>): string | undefined {
  const names = [
    column.end ? 'end' : '',
    column.lead ? 'lead' : '',
    column.whole ? 'whole' : '',
    column.header === '' ? 'bare' : '',
  ].filter((name) => name !== '');
  return names.length === 0 ? undefined : names.join(' ');
}

/** Explicit roles: as cards the cells are no table boxes, and browsers would drop the meaning with them. */
export function DataTable<Row>({ caption, columns, rows, rowKey, emphasised }: DataTableProps<Row>) {
  return (
    <table className="table cards" role="table" aria-label={caption}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.key} role="columnheader" scope="col" className={column.end ? 'end' : undefined}>
              {column.header === '' ? <span className="unseen">{column.key}</span> : column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row" className={emphasised?.(row) ? 'emphasised' : undefined}>
            {columns.map((column) => (
              <td key={column.key} role="cell" className={cellClass(column)} data-label={column.header}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
