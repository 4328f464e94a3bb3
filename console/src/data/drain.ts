/**
 * Collects what arrives and applies all of it together, once per animation frame: 50 frames a second cost one rendering each 16 ms, not 50.
 * `schedule`: `requestAnimationFrame`, or what stands for it while the page is hidden.
 */
export function createDrain<T>(apply: (items: readonly T[]) => void, schedule: (work: () => void) => void): (item: T) => void {
  let waiting: T[] = [];
  return (item) => {
    waiting.push(item);
    if (waiting.length > 1) return;
    schedule(() => {
      const items = waiting;
      waiting = [];
      apply(items);
    });
  };
}
