import { readFileSync } from 'node:fs';
import type { Access, UnitsReport } from '../../adapters/table/units.ts';

/** One row of docs/data-model.md. */
export interface Pattern {
  readonly call: string;
  readonly keys: string;
  readonly units: string;
}

/** `put in a transaction`, `query`: the row's second column. */
const callOf = ({ op, transaction }: Access): string => (transaction ? `${op} ×2` : op);
/** The row's third column. */
const keysOf = ({ index, pk, sk }: Access): string => (index ? `${index}: ${pk}` : `${pk} / ${sk}`);

const key = ({ call, keys }: Pick<Pattern, 'call' | 'keys'>): string => `${call} | ${keys}`;

/** The rows of the table of access patterns. */
export const documented = (): Map<string, Pattern> => {
  const text = readFileSync('docs/data-model.md', 'utf8');
  const rows = text.split('\n').flatMap((line): Pattern[] => {
    const cells = line.split(' | ').map((cell) => cell.replace(/^\| /, '').replace(/ \|$/, '').trim());
    const [, call = '', keys = '', units = ''] = cells;
    return cells.length === 4 && /^`.*`$/.test(keys) ? [{ call, keys: keys.slice(1, -1), units }] : [];
  });
  return new Map(rows.map((row) => [key(row), row]));
};

const amount = (values: readonly number[], kind: string): string => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? `${most} ${kind}` : `${least}–${most} ${kind}`;
};

/** What was seen, a pattern a row: units are those of one call, from the least to the most. */
export const observed = (report: UnitsReport): Map<string, Pattern> => {
  const groups = Map.groupBy(report.accesses, (access) => key({ call: callOf(access), keys: keysOf(access) }));
  return new Map(
    [...groups].map(([name, accesses]) => {
      const first = accesses[0] as Access;
      const reads = accesses.some(({ readUnits }) => readUnits > 0);
      const units = reads
        ? amount(
            accesses.map(({ readUnits }) => readUnits),
            'read',
          )
        : amount(
            accesses.map(({ writeUnits }) => writeUnits),
            'write',
          );
      // A page of a scan has what it has: its units say how much data the day made.
      return [name, { call: callOf(first), keys: keysOf(first), units: first.op === 'scan' ? '1 read for 8 KB' : units }];
    }),
  );
};
