import { parseArgs } from 'node:util';

export interface SeedArguments {
  readonly tickets: number;
  readonly seed: number;
}

/** The search index stores a ticket's position in 24 bits, so it has no room for more. */
const MOST_TICKETS = 16_000_000;

const whole = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) throw new Error(`--${name} must be a whole number from ${least} to ${most}, not ${text}`);
  return value;
};

/** @throws Error that names the argument */
export const readArguments = (args: readonly string[]): SeedArguments => {
  const { values } = parseArgs({
    args: [...args],
    options: { tickets: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
  });
  return { tickets: whole('tickets', values.tickets, 1, MOST_TICKETS), seed: whole('seed', values.seed, 0, 4_294_967_295) };
};
