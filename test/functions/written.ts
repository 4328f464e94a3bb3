import { vi } from 'vitest';

/** What Powertools writes: log lines and metrics, both JSON. Ends with `vi.restoreAllMocks()`. */
export function written(): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  const keep = (chunk: unknown): boolean => {
    for (const line of String(chunk).split('\n')) if (line.startsWith('{')) lines.push(JSON.parse(line) as Record<string, unknown>);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  return lines;
}

/** The counts among them; several of one name in one invocation are a list, which CloudWatch adds up. */
export const countsIn = (lines: readonly Record<string, unknown>[]): Record<string, unknown> =>
  Object.fromEntries(
    lines
      .filter((line) => '_aws' in line && !('projection' in line))
      .flatMap((line) => Object.entries(line))
      .filter(([name]) => name !== '_aws' && name !== 'service')
      .map(([name, value]) => [name, Array.isArray(value) ? (value as number[]).reduce((sum, one) => sum + one, 0) : value]),
  );

/** Those that are counted apart for each projection: `feed ChangesDelayed` → how many. */
export const countsByProjection = (lines: readonly Record<string, unknown>[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { _aws, service: _, projection, ...values } of lines) {
    if (_aws === undefined || projection === undefined) continue;
    for (const [name, value] of Object.entries(values)) {
      const key = `${projection as string} ${name}`;
      counts[key] = (counts[key] ?? 0) + Number(value);
    }
  }
  return counts;
};
