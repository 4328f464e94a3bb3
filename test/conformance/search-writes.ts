import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { until } from '../harness/until.ts';
import { corner, minute, type OpenedSearch } from './search-corner.ts';

/** The part of the suite that is about versions, several processes and rebuilds. */
export function searchWritesConformance(name: string, opened: () => OpenedSearch): void {
  const at = () => corner(opened);

  test('an older or equal version changes nothing, also of a message whose words were taken away', async () => {
    const c = at();
    await c.write(c.ticket('A.1', { status: 'working' }, 5), c.message('A.1', 1, 'new words', 5));
    await c.write(
      c.ticket('A.1', { status: 'created' }, 4),
      c.ticket('A.1', { status: 'closed' }, 5),
      c.message('A.1', 1, 'old words', 4),
      c.message('A.1', 1, 'same words', 5),
    );
    expect((await c.ask({ facets: true })).facets.status).toEqual({ working: 1 });
    expect(await c.found('new')).toEqual(['A.1']);
    expect(await c.found('old')).toEqual([]);
    await c.write(c.message('A.1', 1, null, 6));
    await c.write(c.message('A.1', 1, 'new words', 5));
    expect(await c.found('words')).toEqual([]);
    await c.write(c.message('A.1', 1, 'shown again', 7));
    expect(await c.found('shown')).toEqual(['A.1']);
  });

  test('a ticket’s new author, topic and tags replace its old words', async () => {
    const c = at();
    await c.write(c.ticket('A.1', { topic: 'shipping', tags: ['slow'] }, 1));
    await c.write(c.ticket('A.1', { topic: 'returns', tags: ['slow', 'vip'] }, 2));
    expect(await c.found('shipping')).toEqual([]);
    expect(await c.found('returns vip')).toEqual(['A.1']);
  });

  test('a message that comes before its ticket is found once the ticket is there', async () => {
    const c = at();
    await c.write(c.message('A.1', 1, 'early bird'));
    expect(await c.ask({ q: 'early', facets: true })).toMatchObject({ hits: [], total: 0 });
    expect(await c.ask()).toMatchObject({ hits: [], total: 0 });
    await c.write(c.ticket('A.1'));
    expect(await c.found('early')).toEqual(['A.1']);
  });

  test('a written document is found a moment later', async () => {
    const c = at();
    expect(await opened().search.bulk([c.ticket('A.1'), c.message('A.1', 1, 'jacket')])).toEqual([]);
    await until('it is found', async () => (await c.found('jacket')).length === 1);
  });

  test('a bulk may be larger than a request of the engine, and texts as long as a message can be', async () => {
    const c = at();
    const long = (n: number): string => `first${n} ${'filler '.repeat(30_000)}last${n}`;
    await c.write(...Array.from({ length: 30 }, (_, n) => [c.ticket(`T${n}.1`), c.message(`T${n}.1`, 1, long(n))]).flat());
    expect(await c.found('first7 last7')).toEqual(['T7.1']);
    expect((await c.ask({ q: 'last29' })).hits[0]?.highlights).toEqual([expect.stringMatching(/^….*filler <em>last29<\/em>$/)]);
  });

  test('one process finds the documents that another one wrote', async () => {
    const c = at();
    await c.write(c.ticket('A.1'), c.message('A.1', 1, 'jacket'));
    const query = { tenantId: c.tenantId, q: 'jacket', filters: {}, wall: null, limit: 5, cursor: null, sort: 'updatedAt', facets: false } as const;
    expect((await opened().other.query(query)).hits).toHaveLength(1);
  });

  test('a rebuild shows nothing until it is swapped in, misses no live write of any process, and drops what it did not bring', async () => {
    const c = at();
    await c.write(c.ticket('old.1', { status: 'working' }, 3), c.ticket('ghost.1'), c.message('old.1', 1, 'jacket', 3));
    const rebuild = await opened().search.beginRebuild();
    await new Promise((resolve) => setTimeout(resolve, rebuild.settleSeconds * 1000));
    expect(await opened().other.bulk([c.ticket('live.1', { updatedAt: minute(5) }), c.ticket('old.1', { status: 'closed' }, 4)])).toEqual([]);
    expect(await rebuild.bulk([c.ticket('old.1', { status: 'working' }, 3), c.message('old.1', 1, 'trousers', 5)])).toEqual([]);
    await opened().refresh();
    expect(await c.found('jacket')).toEqual(['old.1']);
    expect(await c.found('')).toHaveLength(3);
    const resumed = await opened().other.resumeRebuild(rebuild.id);
    await resumed?.swap();
    await rebuild.swap();
    expect(await opened().search.resumeRebuild(rebuild.id)).toBeUndefined();
    expect((await c.ask({ facets: true })).facets.status).toEqual({ created: 1, closed: 1 });
    expect(await c.found('')).toEqual(['live.1', 'old.1']);
    expect(await c.found('trousers')).toEqual(['old.1']);
    expect(await c.found('jacket')).toEqual([]);
    await c.write(c.ticket('after.1', { updatedAt: minute(9) }));
    expect(await c.found('')).toEqual(['after.1', 'live.1', 'old.1']);
  });

  test('a rebuild that is abandoned or overtaken leaves the live index as it is', async () => {
    const c = at();
    await c.write(c.ticket('A.1'));
    const first = await opened().search.beginRebuild();
    const second = await opened().other.beginRebuild();
    expect(second.id).not.toBe(first.id);
    expect(await opened().search.resumeRebuild(first.id)).toBeUndefined();
    await first.swap();
    await first.abandon();
    expect(await c.found('')).toEqual(['A.1']);
    await second.abandon();
    await second.swap();
    expect(await second.bulk([c.ticket('B.1')])).toEqual([]);
    await c.write(c.ticket('C.1', { updatedAt: minute(1) }));
    expect(await c.found('')).toEqual(['C.1', 'A.1']);
  });

  test('any order and repetition of versions ends in the newest', async () => {
    const versions = fc.array(fc.record({ version: fc.integer({ min: 1, max: 6 }), isMessage: fc.boolean() }), { minLength: 1, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(versions, fc.integer({ min: 1, max: 5 }), async (given, chunk) => {
        const c = at();
        // Each version has one content, as on the stream; odd versions of a message have no words.
        const writes = given.map(({ version, isMessage }) =>
          isMessage ? c.message('A.1', 1, version % 2 ? null : `word${version}`, version) : c.ticket('A.1', { topic: `topic${version}` }, version),
        );
        for (let i = 0; i < writes.length; i += chunk) expect(await opened().search.bulk(writes.slice(i, i + chunk))).toEqual([]);
        expect(await opened().search.bulk([c.ticket('A.1', { topic: 'topic7' }, 7)])).toEqual([]);
        await opened().refresh();
        const newest = Math.max(0, ...given.filter((g) => g.isMessage).map((g) => g.version));
        const hits = [];
        for (const v of [1, 2, 3, 4, 5, 6, 7]) if ((await c.found(`topic${v}`)).length > 0) hits.push(v);
        expect(hits).toEqual([7]);
        for (const v of [2, 4, 6]) expect(await c.found(`word${v}`)).toEqual(newest === v ? ['A.1'] : []);
      }),
      { numRuns: name === 'the embedded engine' ? 40 : 8 },
    );
  });
}
