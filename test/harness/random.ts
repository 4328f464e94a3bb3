/** A seed to print: `PARLEY_SEED`, or one of this run. */
export const seedOfRun = (): number => Number(process.env['PARLEY_SEED'] ?? Math.floor(Math.random() * 1_000_000));
