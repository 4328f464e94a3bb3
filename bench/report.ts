/** One line of the table: what was measured, its budget (DESIGN §10), and the measured value. */
export interface Row {
  readonly what: string;
  readonly budget: string;
  readonly figure: string;
  /** The value on the real engines, if measured. */
  readonly real?: string;
  /** Whether the budget is kept; `null` without a budget. */
  readonly kept: boolean | null;
}

export const atMost = (what: string, limit: number, figure: number, unit: string, digits = 1): Row => ({
  what,
  budget: `≤ ${limit} ${unit}`,
  figure: `${figure.toFixed(digits)} ${unit}`,
  kept: figure <= limit,
});

export const atLeast = (what: string, limit: number, figure: number, unit: string, digits = 0): Row => ({
  what,
  budget: `≥ ${limit.toLocaleString('en')} ${unit}`,
  figure: `${figure.toFixed(digits)} ${unit}`,
  kept: figure >= limit,
});

/** Dollars against a limit. */
export const costsAtMost = (what: string, limit: number, dollars: number): Row => ({
  what,
  budget: `≤ $${limit}`,
  figure: `$${dollars.toFixed(2)}`,
  kept: dollars <= limit,
});

/** A budget that cannot be measured: it counts as missed, with the reason as its value. */
export const unmet = (what: string, budget: string, why: string): Row => ({ what, budget, figure: why, kept: false });

export const info = (what: string, figure: string): Row => ({ what, budget: '', figure, kept: null });

/** One table for both sets of engines. Values that only the second set has get their own lines. */
export const sideBySide = (embedded: readonly Row[], real: readonly Row[]): Row[] => [
  ...embedded.map((row) => {
    const same = real.find(({ what }) => what === row.what);
    return same ? { ...row, real: same.figure } : row;
  }),
  ...real.filter(({ what }) => !embedded.some((row) => row.what === what)).map(({ what, figure }) => ({ ...info(what, ''), real: figure })),
];

/** A Markdown table that also reads well on a terminal. */
export const table = (rows: readonly Row[]): string => {
  const mark = (kept: boolean | null): string => (kept === null ? '' : kept ? 'kept' : 'MISSED');
  const lines = [
    ['what', 'budget', 'embedded engines', '', 'real engines'],
    ...rows.map(({ what, budget, figure, kept, real }) => [what, budget, figure, mark(kept), real ?? '']),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(3, ...lines.map((line) => (line[column] ?? '').length)));
  const text = (line: readonly string[]): string => `| ${widths.map((width, column) => (line[column] ?? '').padEnd(width)).join(' | ')} |`;
  const [head = [], ...body] = lines;
  return [text(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(text)].join('\n');
};

/** The value below which this share of the values lies. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
