import type { Areas } from './areas.ts';

const LINES = 10;
const FUNCTIONS = 3;
const WIDTH = 24;

interface Line {
  readonly area: string;
  readonly micros: number;
  readonly functions: readonly string[];
}

const lineOf = ([area, { micros, functions }]: [string, { micros: number; functions: ReadonlyMap<string, number> }]): Line => ({
  area,
  micros,
  functions: [...functions]
    .filter(([name]) => name !== '')
    .sort(([, a], [, b]) => b - a)
    .slice(0, FUNCTIONS)
    .map(([name]) => name),
});

/** At most ten lines with the most expensive areas and their µs per message; the last line sums up the rest. */
export const flame = (areas: Areas, messages: number): string => {
  const lines = [...areas].map(lineOf).toSorted((a, b) => b.micros - a.micros);
  const most = lines.length <= LINES ? lines : lines.slice(0, LINES - 1);
  const rest = lines.slice(most.length);
  const left = rest.reduce((sum, { micros }) => sum + micros, 0);
  const shown =
    rest.length === 0 ? most : [...most, { area: `${rest.length} more`, micros: left, functions: rest.slice(0, FUNCTIONS).map(({ area }) => area) }];
  const all = lines.reduce((sum, { micros }) => sum + micros, 0);
  const top = Math.max(...shown.map(({ micros }) => micros));
  const name = Math.max(...shown.map(({ area }) => area.length));
  return shown
    .map(({ area, micros, functions }) => {
      const bar = '█'.repeat(Math.round((micros / top) * WIDTH)).padEnd(WIDTH);
      const share = `${((micros / all) * 100).toFixed(0)} %`;
      return `${(micros / messages).toFixed(0).padStart(6)} µs ${share.padStart(5)} ${bar} ${area.padEnd(name)}  ${functions.join(', ')}`.trimEnd();
    })
    .join('\n');
};
