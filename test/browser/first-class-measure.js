/** What is measured inside the page, for bench/console.ts and the tests of its structure. JavaScript, because it runs there. */

/** Before anything else runs: collects what the browser reports, and notes when frames arrive. */
export const observe = () => {
  const seen = { lcp: 0, long: [], events: [], arrivals: new Map(), painted: [] };
  globalThis.seen = seen;
  new PerformanceObserver((list) => (seen.lcp = list.getEntries().at(-1)?.startTime ?? seen.lcp)).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => seen.long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => seen.events.push(...list.getEntries().map(({ name, duration }) => ({ name, duration })))).observe({
    type: 'event',
    durationThreshold: 16,
    buffered: true,
  });
  globalThis.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        const { type, counters } = JSON.parse(data);
        if (type === 'queue') seen.arrivals.set(counters.created, performance.now());
      });
    }
  };
};

/** Opens the row at a place of the list; the ms until its conversation is painted. */
export const openRow = (page, place) =>
  page.evaluate(async (at) => {
    const row = document.querySelector(`[role=option][aria-posinset="${at}"]`);
    const name = row.querySelector('bdi').textContent;
    const start = performance.now();
    row.click();
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const isThere = () => document.querySelector('main h2')?.textContent === name && document.querySelector('main article')?.textContent.includes(name);
    while (!isThere()) await frame();
    // The second frame begins when the first has been painted.
    await frame();
    await frame();
    return performance.now() - start;
  }, place);

/** Scrolls the list by so many rows, a screen a frame. */
export const scrollList = (page, rows, height) =>
  page.evaluate(
    async ([count, step]) => {
      const list = document.querySelector('[role=listbox]');
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const end = count * step;
      let most = 0;
      while (list.scrollTop < end) {
        const before = list.scrollTop;
        list.scrollTop = Math.min(end, before + 6 * step);
        await frame();
        await frame();
        most = Math.max(most, document.querySelectorAll('[role=option]').length);
      }
      return most;
    },
    [rows, height],
  );

/** Notes when the counter of a queue shows a value that a frame brought. */
export const watchCounter = (page, name) =>
  page.evaluate((wanted) => {
    const { arrivals, painted } = globalThis.seen;
    const button = [...document.querySelectorAll('nav button')].find((each) => each.textContent.includes(wanted));
    new MutationObserver(() => {
      const shown = Number(button.textContent.replace(/\D/g, ''));
      requestAnimationFrame(() => {
        for (const [value, at] of arrivals)
          if (value <= shown) {
            painted.push(performance.now() - at);
            arrivals.delete(value);
          }
      });
    }).observe(button, { characterData: true, childList: true, subtree: true });
  }, name);

export const read = (page, what) => page.evaluate((name) => globalThis.seen[name], what);
export const forget = (page) =>
  page.evaluate(() => {
    globalThis.seen.long.length = 0;
    globalThis.seen.events.length = 0;
  });
