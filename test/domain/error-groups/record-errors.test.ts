import { expect, test } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { fingerprintOf } from '../../../domain/error-groups/fingerprint.ts';
import { listGroups, resolveGroup } from '../../../domain/error-groups/groups.ts';
import { recordErrors } from '../../../domain/error-groups/record-errors.ts';
import { TableUnavailable, TransactionRefused } from '../../../domain/table/port.ts';
import { errorEvent } from './events.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 21, 5, minute)).toISOString();
const news = ({ groups }: Awaited<ReturnType<typeof recordErrors>>) => groups.map((group) => group.news);

test('errors of one kind are one group, counted, with its first and its last', async () => {
  const table = memoryTable();
  expect(
    news(await recordErrors({ table, release: '1' }, [errorEvent({ at: at(2) }), errorEvent({ at: at(1) }), errorEvent({ name: 'Other', at: at(0) })])),
  ).toEqual(['new', 'new']);
  expect(news(await recordErrors({ table, release: '2' }, [errorEvent({ at: at(3), correlationId: 'c-9' })]))).toEqual([null]);
  const [newest, other] = await listGroups(table);
  expect(newest).toMatchObject({ count: 3, firstSeen: at(1), lastSeen: at(3), firstRelease: '1', lastRelease: '2', state: 'open', correlationId: 'c-9' });
  expect(other).toMatchObject({ name: 'Other', count: 1 });
  expect(newest).not.toHaveProperty('ttl');
});

test('a group is forgotten ninety days after it was last seen', async () => {
  const table = memoryTable();
  await recordErrors({ table, release: '1' }, [errorEvent({ at: at(0) })]);
  await recordErrors({ table, release: '1' }, [errorEvent({ at: at(9) })]);
  expect((await table.scan()).items[0]?.['ttl']).toBe(Date.parse(at(9)) / 1000 + 90 * 86_400);
});

test('a resolved group that occurs again has regressed, once; an error from before the resolution does not count', async () => {
  const table = memoryTable();
  const deps = { table, release: '1' };
  await recordErrors(deps, [errorEvent({ at: at(0) })]);
  await resolveGroup(table, Date.parse(at(5)), fingerprintOf(errorEvent()));
  expect(news(await recordErrors(deps, [errorEvent({ at: at(4) })]))).toEqual([null]);
  expect((await listGroups(table))[0]?.state).toBe('resolved');
  expect(news(await recordErrors(deps, [errorEvent({ at: at(6) })]))).toEqual(['regressed']);
  expect(news(await recordErrors(deps, [errorEvent({ at: at(7) })]))).toEqual([null]);
  expect((await listGroups(table))[0]).toMatchObject({ state: 'open', resolvedAt: null, count: 4 });
});

test('many at once make one new group, and one regression', async () => {
  const table = memoryTable();
  const deps = { table, release: '1' };
  const many = (minute: number) => Promise.all(Array.from({ length: 8 }, () => recordErrors(deps, [errorEvent({ at: at(minute) })])));
  expect((await many(0)).flatMap(news).filter((told) => told === 'new')).toHaveLength(1);
  await resolveGroup(table, Date.parse(at(5)), fingerprintOf(errorEvent()));
  expect((await many(6)).flatMap(news).filter((told) => told === 'regressed')).toHaveLength(1);
  expect((await listGroups(table))[0]?.count).toBe(16);
});

test('resolved groups stand behind open ones; nobody resolves what is not there', async () => {
  const table = memoryTable();
  await recordErrors({ table, release: '1' }, [errorEvent({ at: at(3) }), errorEvent({ name: 'Other', at: at(1) })]);
  await resolveGroup(table, Date.parse(at(5)), fingerprintOf(errorEvent()));
  expect((await listGroups(table)).map(({ name }) => name)).toEqual(['Other', 'TypeError']);
  await expect(resolveGroup(table, 0, 'none')).rejects.toBeInstanceOf(TransactionRefused);
});

test('a table that is down is no answer', async () => {
  const down = { get: async () => [undefined], write: async () => Promise.reject(new TableUnavailable('x')) };
  await expect(recordErrors({ table: down, release: '1' }, [errorEvent()])).rejects.toBeInstanceOf(TableUnavailable);
});

test('the list reads every page', async () => {
  const pages = [
    { items: [{ pk: 'E#a', sk: 'GROUP', state: 'open', lastSeen: at(1), name: 'a' }], next: { pk: 'E#a' } },
    { items: [{ pk: 'E#b', sk: 'GROUP', state: 'open', lastSeen: at(2), name: 'b' }], next: null },
  ];
  const scan = async ({ after }: { after?: object } = {}) => (after ? pages[1] : pages[0]) as (typeof pages)[number];
  expect((await listGroups({ scan } as never)).map(({ name }) => name)).toEqual(['b', 'a']);
});
