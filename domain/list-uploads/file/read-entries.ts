import { type Entry, entrySchema } from '../../automation/enrichment/entry-schema.ts';
import { fieldErrors } from '../../validation/field-errors.ts';
import { words } from '../../validation/words.ts';
import { badRows } from './bad-rows.ts';
import { csvRows } from './csv-rows.ts';
import { jsonRows } from './json-rows.ts';
import { MAX_ROWS, type RawRow, type Reason } from './row.ts';
import { FileRefused, textsOf } from './texts.ts';

export type ListFormat = 'csv' | 'json';

/** Maximum reasons per row. */
const REASONS = 10;

/** The tenant's agents and teams. */
export interface Owners {
  readonly agents: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
}

export interface ReadFile {
  readonly entries: readonly Entry[];
  readonly read: number;
  readonly bad: number;
  /** A CSV that names each bad row. */
  readonly report: string;
}

/** Reads all rows and validates each. Calls `owners` once, when a row first names one. @throws FileRefused; what `bytes` throws */
export const readEntries = async (bytes: AsyncIterable<Uint8Array>, format: ListFormat, owners: () => Promise<Owners>, most = MAX_ROWS): Promise<ReadFile> => {
  const texts = textsOf(bytes);
  const entries: Entry[] = [];
  const report = badRows();
  let known: Owners | undefined;
  let [read, bad] = [0, 0];
  for await (const raw of format === 'csv' ? csvRows(texts) : jsonRows(texts)) {
    read += 1;
    if (read > most) throw new FileRefused(`The file has more than ${most} rows.`);
    const checked = check(raw, format);
    if ('value' in checked && checked.set.owner) known ??= await owners();
    const reasons = 'value' in checked ? unknownOwners(checked, known, format === 'csv' ? '' : 'set.') : checked.reasons;
    if ('value' in checked && reasons.length === 0) entries.push(checked);
    else {
      bad += 1;
      report.add(raw.row, reasons);
    }
  }
  return { entries, read, bad, report: report.text() };
};

const check = ({ entry, reasons }: RawRow, format: ListFormat): Entry | { readonly reasons: readonly Reason[] } => {
  if (reasons) return { reasons };
  const { data, error } = entrySchema.safeParse(entry, { error: words });
  if (data) return data;
  return {
    reasons: fieldErrors(error.issues)
      .filter((_, at) => at < REASONS)
      .map(({ path, message }) => ({ column: format === 'csv' ? columnOf(path) : path, reason: message })),
  };
};

/** The column of a faulty value: a cell is in `set` of the entry, and all tags are in one cell, so `set.tags.0` is in the column `tags`. */
const columnOf = (path: string): string => path.replace(/^set\./, '').replace(/^tags\.\d+$/, 'tags');

const unknownOwners = ({ set: { owner } }: Entry, known: Owners | undefined, before: string): Reason[] => [
  ...(owner?.agentId && !known?.agents.has(owner.agentId) ? [{ column: `${before}owner.agentId`, reason: 'unknown agent' }] : []),
  ...(owner?.teamId && !known?.teams.has(owner.teamId) ? [{ column: `${before}owner.teamId`, reason: 'unknown team' }] : []),
];
