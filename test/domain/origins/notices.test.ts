import { expect, test } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { keepNotices, NOTICES, newestNotices } from '../../../domain/origins/notices.ts';

const notice = (n: number, more: object = {}) => ({
  at: new Date(Date.parse('2026-11-29T10:00:00.000Z') + n * 1_000).toISOString(),
  what: 'account_update',
  text: `event: ${n}`,
  hash: String(n).padStart(16, '0'),
  ...more,
});

test('the newest notices of an origin are shown, newest first, each once', async () => {
  const table = memoryTable();
  await keepNotices(table, 't', 'o', [notice(1), notice(3)]);
  await keepNotices(table, 't', 'o', [notice(3), notice(2)]);
  await keepNotices(table, 't', 'other', [notice(9)]);
  expect((await newestNotices(table, 't', 'o')).map(({ text }) => text)).toEqual(['event: 3', 'event: 2', 'event: 1']);
  expect(await newestNotices(table, 'another', 'o')).toEqual([]);
  await keepNotices(table, 't', 'o', []);
});

test('a call with many keeps the last ones, and long texts are cut', async () => {
  const table = memoryTable();
  await keepNotices(
    table,
    't',
    'o',
    Array.from({ length: NOTICES + 5 }, (_, n) => notice(n)),
  );
  const kept = await newestNotices(table, 't', 'o');
  expect([kept.length, kept.at(-1)?.text]).toEqual([NOTICES, 'event: 5']);
  await keepNotices(table, 't', 'o', [notice(99, { what: 'w'.repeat(100), text: 'x'.repeat(1_000) })]);
  const [cut] = await newestNotices(table, 't', 'o');
  expect([cut?.what.length, cut?.text.length]).toEqual([60, 500]);
});
