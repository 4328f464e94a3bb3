/** Why a row is bad, and in which of its columns. */
export interface Reason {
  readonly column: string;
  readonly reason: string;
}

/** A row as it was read, before the rules of entries. `row`: 1 is the first line of a CSV, and the first element of a JSON array. */
export interface RawRow {
  readonly row: number;
  readonly entry: unknown;
  /** It could not be read as an entry at all. */
  readonly reasons?: readonly Reason[];
}

/** Characters of one row. An entry may have 50 custom fields of 1,000 characters, and quotes double. */
export const ROW_CHARACTERS = 150_000;

/** Entries of an uploaded file, good and bad ones. */
export const MAX_ROWS = 100_000;
