import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test, vi } from 'vitest';
import { openEmbeddedSearch, openSearch } from '../../../adapters/search/embedded.ts';
import { SearchUnavailable } from '../../../adapters/search/search.ts';
import { searchConformance } from '../../conformance/search.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'parley-search-'));

searchConformance('the embedded engine', async () => {
  const home = folder();
  const [search, other] = [openEmbeddedSearch(join(home, 's.sqlite')), openEmbeddedSearch(join(home, 's.sqlite'))];
  return {
    search,
    other,
    refresh: async () => undefined,
    close: async () => {
      await search.close();
      await other.close();
      rmSync(home, { recursive: true });
    },
  };
});

afterEach(() => vi.unstubAllEnvs());

test('the index lies under $PARLEY_HOME/data and survives being closed', async () => {
  const home = folder();
  vi.stubEnv('PARLEY_HOME', home);
  const first = await openSearch();
  await first.bulk([{ message: { tenantId: 't', ticketId: 'A.1', number: 1, version: 1, text: 'jacket' } }, ticket(1)]);
  await first.close();
  const second = await openSearch();
  expect((await second.query({ tenantId: 't', q: 'jacket', filters: {}, wall: null, limit: 5, cursor: null, sort: 'updatedAt', facets: false })).total).toBe(1);
  await second.close();
  rmSync(home, { recursive: true });
});

test('an index made of the words of another version is made anew at the next start, by whoever comes first', async () => {
  const home = folder();
  const path = join(home, 's.sqlite');
  const ask = async (q: string, filters = {}) => {
    const [search, other] = [openEmbeddedSearch(path), openEmbeddedSearch(path)];
    const answer = await other.query({ tenantId: 't', q, filters, wall: null, limit: 5, cursor: null, sort: 'updatedAt', facets: false });
    await search.close();
    await other.close();
    return answer.hits.map(({ ticketId, highlights }) => [ticketId, ...highlights]);
  };
  const before = openEmbeddedSearch(path);
  await before.bulk([
    ticket(7, ['vip']),
    { message: { tenantId: 't', ticketId: 'A.1', number: 1, version: 1, text: 'Где мой 👍 заказ' } },
    { message: { tenantId: 't', ticketId: 'A.1', number: 2, version: 1, text: null } },
  ]);
  const rebuild = await before.beginRebuild();
  await rebuild.bulk([ticket(7)]);
  await before.close();
  // As the version before left it: other words, no index of sequences, its own number.
  const db = new DatabaseSync(path);
  db.exec("DELETE FROM words_1; INSERT INTO words_1 (rowid, text) SELECT id, 'garbage' FROM docs_1; DROP INDEX tickets_1_sequence; DELETE FROM words_version");
  db.close();
  expect(await ask('garbage')).toEqual([]);
  expect(await ask('👍')).toEqual([['A.1', 'Где мой <em>👍</em> заказ']]);
  expect(await ask('ГДЕ')).toEqual([['A.1', '<em>Где</em> мой 👍 заказ']]);
  expect(await ask('#1')).toEqual([['A.1']]);
  expect(await ask('', { tag: 'VIP' })).toEqual([['A.1']]);
  const after = openEmbeddedSearch(path);
  expect(await after.resumeRebuild(rebuild.id)).toBeUndefined();
  await after.bulk([{ message: { tenantId: 't', ticketId: 'A.1', number: 1, version: 2, text: null } }]);
  await after.close();
  expect(await ask('👍')).toEqual([]);
  rmSync(home, { recursive: true });
});

test('without a home nothing opens', async () => {
  vi.stubEnv('PARLEY_HOME', '');
  await expect(openSearch()).rejects.toThrow('PARLEY_HOME');
});

test('a closed or broken engine is unavailable, whatever is asked of it', async () => {
  const home = folder();
  const search = openEmbeddedSearch(join(home, 's.sqlite'));
  await search.bulk([ticket(1)]);
  await search.close();
  const query = { tenantId: 't', q: '', filters: {}, wall: null, limit: 5, cursor: null, sort: 'updatedAt', facets: false } as const;
  await expect(search.bulk([ticket(2)])).rejects.toBeInstanceOf(SearchUnavailable);
  await expect(search.query(query)).rejects.toBeInstanceOf(SearchUnavailable);
  await expect(search.beginRebuild()).rejects.toBeInstanceOf(SearchUnavailable);
  rmSync(home, { recursive: true });
});

test('a document that SQLite cannot take keeps no other from being written, and leaves nothing half-done', async () => {
  const home = folder();
  const search = openEmbeddedSearch(join(home, 's.sqlite'));
  // A value that no schema lets through: the engine throws in the middle of the batch.
  const broken = { ticket: { ...ticket(1).ticket, ticketId: 'B.1', fields: { ...ticket(1).ticket.fields, status: {} as string } } };
  expect(await search.bulk([broken, ticket(1)])).toMatchObject([{ index: 0, permanent: true, reason: expect.stringContaining('bound') as unknown }]);
  const query = { tenantId: 't', q: '', filters: {}, wall: null, limit: 5, cursor: null, sort: 'updatedAt', facets: false } as const;
  expect((await search.query(query)).total).toBe(1);
  const rebuild = await search.beginRebuild();
  expect(await rebuild.bulk([ticket(1), broken])).toMatchObject([{ index: 1, permanent: true }]);
  await rebuild.swap();
  expect((await search.query(query)).total).toBe(1);
  await search.close();
  rmSync(home, { recursive: true });
});

test('a number beyond what the engine can address fails in its own place', async () => {
  const home = folder();
  const search = openEmbeddedSearch(join(home, 's.sqlite'));
  const far = { message: { tenantId: 't', ticketId: 'A.1', number: 2 ** 24, version: 1, text: 'far' } };
  expect(await search.bulk([ticket(1), far, ticket(2)])).toMatchObject([{ index: 1, permanent: true }]);
  await search.close();
  rmSync(home, { recursive: true });
});

function ticket(version: number, tags: readonly string[] = []) {
  return {
    ticket: {
      tenantId: 't',
      ticketId: 'A.1',
      version,
      fields: {
        sequence: 1,
        status: 'created',
        priority: 'normal',
        originId: 'o',
        channel: 'mail',
        authorId: 'a',
        authorName: 'Anna',
        authorHandle: null,
        agentId: null,
        teamId: null,
        queueIds: [],
        tags,
        topic: null,
        sentiment: null,
        language: null,
        createdAt: '2026-01-01T00:00:00.000Z',
        waitingSince: null,
        updatedAt: '2026-01-01T00:00:00.000Z',
      },
    },
  };
}
