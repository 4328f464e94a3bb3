const PAUSE_MS = 400;
const MOST_MS = 2000;

/** Work that is asked for often and done once: after a pause, but at most `MOST_MS` after it was first asked for. */
export function whenQuiet(work: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since: number | undefined;
  return {
    ask(): void {
      since ??= Date.now();
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          since = undefined;
          work();
        },
        Math.min(PAUSE_MS, since + MOST_MS - Date.now()),
      );
    },
    end(): void {
      clearTimeout(timer);
      since = undefined;
    },
  };
}
