import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Synthesised, synthesise, text } from './synthesised.ts';

/** Whoever takes the default where the others write to eight shards reads an eighth of them. */
const READERS: Readonly<Record<string, RegExp>> = {
  ACTIVITY_SHARDS: /ACTIVITY_SHARDS|(ticket-deps|reply-deps|open-consumer)\.ts/,
  COUNTER_SHARDS: /COUNTER_SHARDS/,
};

describe.each(['dev', 'prod'] as const)('in %s every function that counts in shards is told their number', (profile) => {
  let app: Synthesised;
  beforeAll(async () => {
    app = await synthesise({ profile });
  });

  it.each(Object.entries(READERS))('%s', (variable, reads) => {
    const readers = app.entries.filter((entry) => reads.test(readFileSync(entry, 'utf8')));
    expect(readers.length).toBeGreaterThan(2);
    const told = Object.fromEntries(readers.map((entry) => [entry, text(app.fn(entry).Properties['Environment']?.['Variables']?.[variable])]));
    expect(told).toEqual(Object.fromEntries(readers.map((entry) => [entry, profile === 'prod' ? '8' : '1'])));
  });
});
