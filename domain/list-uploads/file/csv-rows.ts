import { CsvError, parse } from 'csv-parse';
import { type Column, columnsOf } from './columns.ts';
import { MAX_ROWS, type RawRow, ROW_CHARACTERS } from './row.ts';
import { FileRefused } from './texts.ts';

/** Empty lines included, so that 25 MB of line ends are rejected. */
const MAX_LINES = 2 * MAX_ROWS;

/**
 * Entries of a CSV (RFC 4180) whose first line names the columns. An empty cell sets nothing; an empty line is skipped but counted.
 * @throws FileRefused
 */
export async function* csvRows(texts: AsyncIterable<string>): AsyncGenerator<RawRow> {
  let columns: readonly Column[] | undefined;
  let row = 0;
  for await (const cells of records(texts)) {
    row += 1;
    if (row > MAX_LINES) throw new FileRefused(`The file has more than ${MAX_LINES} lines.`);
    if (!columns) columns = columnsOf(cells);
    else if (cells.some((cell) => cell.trim() !== '')) yield rowOf(row, columns, cells);
  }
  if (!columns) throw new FileRefused('The file is empty.');
}

const rowOf = (row: number, columns: readonly Column[], cells: readonly string[]): RawRow => {
  if (cells.length !== columns.length) {
    const reason = `has ${cells.length} cells, and the first line names ${columns.length} columns`;
    return { row, entry: null, reasons: [{ column: '', reason }] };
  }
  const set: Record<string, unknown> = {};
  let value = '';
  for (const [at, { put }] of columns.entries()) {
    const cell = cells[at] as string;
    if (put === null) value = cell;
    else if (cell.trim() !== '') put(set, cell);
  }
  return { row, entry: { value, set } };
};

/** Options: https://csv.js.org/parse/options (read November 2026). */
async function* records(texts: AsyncIterable<string>): AsyncGenerator<string[]> {
  const parser = parse({ relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: ROW_CHARACTERS });
  /** Also resolves when the parser was destroyed, because the reader has stopped. */
  const feed = async (): Promise<void> => {
    try {
      for await (const text of texts) {
        if (parser.destroyed) return;
        if (parser.write(text)) continue;
        await new Promise<void>((resolve) => {
          const go = (): void => {
            parser.off('drain', go).off('close', go);
            resolve();
          };
          parser.on('drain', go).on('close', go);
        });
      }
      parser.end();
    } catch (error) {
      parser.destroy(error as Error);
    }
  };
  const fed = feed();
  try {
    yield* parser as AsyncIterable<string[]>;
  } catch (error) {
    throw error instanceof CsvError ? refusalOf(error) : error;
  } finally {
    parser.destroy();
    await fed;
  }
}

const WHY: Readonly<Record<string, string>> = {
  CSV_MAX_RECORD_SIZE: `has more than ${ROW_CHARACTERS} characters`,
  CSV_QUOTE_NOT_CLOSED: 'begins a quoted cell that never ends',
  INVALID_OPENING_QUOTE: 'has a quote inside an unquoted cell',
};

const refusalOf = (error: CsvError): FileRefused => {
  const { lines } = error as CsvError & { readonly lines?: number };
  return new FileRefused(`The file is not CSV: line ${lines ?? 1} ${WHY[error.code] ?? 'has quotes that do not match'}.`, error);
};
