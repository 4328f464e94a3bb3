import type { SeedProgress } from './seed.ts';

const duration = (seconds: number): string => (seconds < 90 ? `${Math.round(seconds)} s` : `${(seconds / 60).toFixed(1)} min`);
const figure = (value: number): string => value.toLocaleString('en');

/** The progress, the rate and the remaining time. `begun`: the progress of an earlier run. */
export const progressLine = (now: SeedProgress, begun: SeedProgress, tickets: number, seconds: number): string => {
  const rate = (now.tickets - begun.tickets) / Math.max(seconds, 0.001);
  const left = rate > 0 ? (tickets - now.tickets) / rate : 0;
  const share = ((100 * now.tickets) / tickets).toFixed(0);
  return `${figure(now.tickets)} of ${figure(tickets)} tickets (${share} %), ${figure(now.messages)} messages, ${figure(Math.round(rate))} tickets/s, ${duration(left)} left`;
};

/** The result. `bytes`: the peak memory of the process. */
export const summary = (now: SeedProgress, begun: SeedProgress, seconds: number, bytes: number, files: ReadonlyMap<string, number>): string => {
  const made = now.tickets - begun.tickets;
  const sizes = [...files].map(([name, size]) => `${name} ${(size / 1e6).toFixed(0)} MB`).join(', ');
  return `${figure(made)} tickets and ${figure(now.messages - begun.messages)} messages in ${duration(seconds)} (${figure(Math.round(made / Math.max(seconds, 0.001)))} tickets/s), at most ${(bytes / 2 ** 20).toFixed(0)} MB of memory; ${figure(now.items)} items; ${sizes}`;
};

/** Prints progress on one line of a terminal, elsewhere a line now and then. `last`: always prints, and ends the line. */
export const teller = (out: NodeJS.WriteStream = process.stdout): ((line: string, last?: boolean) => void) => {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (line, last = false) => {
    const now = performance.now();
    if (!last && now - toldAt < (out.isTTY ? 200 : 10_000)) return;
    toldAt = now;
    out.write(out.isTTY ? `\r\u001b[K${line}${last ? '\n' : ''}` : `${line}\n`);
  };
};
