import { cut } from '../../text/well-formed.ts';
import type { Reason } from './row.ts';

/** Maximum characters of the report; further rows are only counted. */
const MOST = 10_000_000;
const REASON = 200;

/**
 * Spreadsheets evaluate a cell that begins with one of these, quoted or not; an apostrophe makes it a text
 * (OWASP, CSV Injection: https://owasp.org/www-community/attacks/CSV_Injection, read November 2026).
 */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** A CSV cell (RFC 4180) that no spreadsheet evaluates. */
export const safeCell = (text: string): string => {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** The CSV report of the bad rows: one line per reason. */
export const badRows = (most = MOST) => {
  const lines = ['row,column,reason'];
  let room = most;
  let left = 0;
  return {
    add(row: number, reasons: readonly Reason[]): void {
      for (const { column, reason } of reasons) {
        const line = `${row},${safeCell(cut(column, REASON, '…'))},${safeCell(cut(reason, REASON, '…'))}`;
        room -= line.length;
        if (room < 0) left += 1;
        else lines.push(line);
      }
    },
    text: (): string => [...lines, ...(left > 0 ? [`,,${left} more reasons are left out`] : []), ''].join('\r\n'),
  };
};
