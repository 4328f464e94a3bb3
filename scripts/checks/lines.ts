/** Removed and added lines, each with its block (the last line that is not indented). For people, not for patching. */
export function changedLines(before: string, after: string): string[] {
  const [gone, come] = [blocked(before), blocked(after)];
  return [...missing(gone, come).map((line) => `- ${line}`), ...missing(come, gone).map((line) => `+ ${line}`)];
}

function blocked(text: string): string[] {
  let trail: string[] = [];
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const depth = (line.length - line.trimStart().length) / 2;
      trail = [...trail.slice(0, depth), line.trim()];
      return trail.join(' › ');
    });
}

/** The lines that `some` has more often than `others`. */
function missing(some: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return some.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}
