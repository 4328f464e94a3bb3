import type { Table, TableOf } from '../../domain/table/port.ts';

/** The port to the table for code that serves many tenants. `#tables` resolves to `tenant-tables.ts`, or to `embedded.ts` on a laptop. */
export interface Tables {
  /** With the function's own credentials: entries of the directory, if tenants are separated by credentials. */
  readonly table: Table;
  readonly tableOf: TableOf;
}
