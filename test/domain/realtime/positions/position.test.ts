import { expect, test } from 'vitest';
import { decodeFeedCursor, encodeFeedCursor, laterOf } from '../../../../domain/realtime/positions/position.ts';

test('a cursor of before, with a time to go on from, keeps it, and loses it to one that has none', () => {
  const timed = { seen: [[[1, 4]]], at: 5_000, since: 3_000 } as const;
  expect(decodeFeedCursor('acme', encodeFeedCursor('acme', timed))).toEqual(timed);
  expect(laterOf(timed, { ...timed, at: 6_000, since: 4_000 })).toEqual({ seen: [[[1, 4]]], at: 6_000, since: 4_000 });
  expect(laterOf(timed, { seen: [[[3, 9]], [[1, 1]]], at: 1 })).toEqual({ seen: [[[1, 9]], [[1, 1]]], at: 5_000 });
});

test('a text that names ranges no list can have is no cursor', () => {
  const { length } = 'f2.12345678.';
  const own = Buffer.from(encodeFeedCursor('acme', { seen: [], at: 1 }), 'base64url')
    .toString('latin1')
    .slice(0, length);
  for (const shards of ['0', '5-2', '3,1', '1;-', '1-']) expect(decodeFeedCursor('acme', Buffer.from(`${own}1..${shards}`).toString('base64url'))).toBeNull();
  expect(decodeFeedCursor('acme', Buffer.from(`${own}1..1-4;;7`).toString('base64url'))).toEqual({ seen: [[[1, 4]], [], [[7, 7]]], at: 1 });
});
