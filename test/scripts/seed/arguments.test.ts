import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../scripts/seed/arguments.ts';
import { progressLine, summary } from '../../../scripts/seed/progress-line.ts';

describe('the arguments of a seed', () => {
  it.each([
    [[], { tickets: 10_000, seed: 1 }],
    [['--tickets', '1000000', '--seed', '7'], { tickets: 1_000_000, seed: 7 }],
  ])('%j', (args, read) => expect(readArguments(args)).toEqual(read));

  it.each([
    [['--tickets', '0'], /--tickets must be a whole number from 1 to 16000000, not 0/],
    [['--tickets', '1e3'], /--tickets/],
    [['--seed', '-1'], /--seed|seed/],
    [['--ticket', '5'], /ticket/],
  ])('refuses %j and says why', (args, message) => expect(() => readArguments(args)).toThrow(message));
});

describe('what a seed tells', () => {
  const begun = { customers: 60, tickets: 100, messages: 500, items: 2_000 };
  const now = { customers: 300, tickets: 500, messages: 2_600, items: 9_000 };

  it('how far it is, how fast, and how long it takes', () => {
    expect(progressLine(now, begun, 1_300, 4)).toBe('500 of 1,300 tickets (38 %), 2,600 messages, 100 tickets/s, 8 s left');
    expect(progressLine(now, begun, 60_500, 4)).toMatch(/, 10.0 min left$/);
    expect(progressLine(begun, begun, 1_000, 0)).toMatch(/0 tickets\/s, 0 s left$/);
  });

  it('what it came to', () => {
    expect(summary(now, begun, 4, 2 ** 28, new Map([['table.sqlite', 12_300_000]]))).toBe(
      '400 tickets and 2,100 messages in 4 s (100 tickets/s), at most 256 MB of memory; 9,000 items; table.sqlite 12 MB',
    );
  });
});
