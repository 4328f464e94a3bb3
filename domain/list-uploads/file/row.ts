/** Why a row is bad, and in which column. */
export interface Reason {
  readonly column: string;
  readonly reason: string;
}

/** A row before validation. `row`: 1 is the first line of a CSV, or the first element of a JSON array. */
export interface RawRow {
  readonly row: number;
  readonly entry: unknown;
  /** Present if it could not be read as an entry at all. */
  readonly reasons?: readonly Reason[];
}

/** Maximum characters of one row. An entry may have 50 custom fields of 1,000 characters, and quotes are doubled. */
export const ROW_CHARACTERS = 150_000;

/** Maximum entries of an uploaded file, good and bad ones. */
export const MAX_ROWS = 100_000;
