import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchQuery } from '../../domain/search/port.ts';
import { searchChatConformance } from './search-chat.ts';
import { corner, FIELDS, minute, type OpenedSearch } from './search-corner.ts';
import { searchRandomConformance } from './search-random.ts';
import { searchWordsConformance } from './search-words.ts';
import { searchWritesConformance } from './search-writes.ts';

export type { OpenedSearch };

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** What both engines promise; run by `test/adapters/search/embedded.test.ts` and, on the real engine, by whoever has one. */
export function searchConformance(name: string, open: () => Promise<OpenedSearch>): void {
  describe(`search on ${name}`, () => {
    let opened: OpenedSearch;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => opened.close());
    const at = () => corner(() => opened);

    test('an index nobody has written to answers nothing', async () => {
      const c = at();
      expect(await c.ask({ q: 'anything', facets: true })).toEqual({
        hits: [],
        total: 0,
        facets: { status: {}, channel: {}, tags: {}, agentId: {}, teamId: {}, priority: {} },
        nextCursor: null,
      });
    });

    test('words are found in messages, author, topic and tags, and all must be somewhere in the ticket', async () => {
      const c = at();
      await c.write(
        c.ticket('A.1', { authorName: 'Anna Kowalska', topic: 'Returns', tags: ['vip'] }),
        c.message('A.1', 1, 'My parcel never came'),
        c.message('A.1', 2, 'It was a blue jacket'),
        c.ticket('B.1', { authorHandle: 'annika_77', updatedAt: minute(1) }),
        c.message('B.1', 1, 'The jacket is blue'),
      );
      expect(await c.found('parcel')).toEqual(['A.1']);
      expect(await c.found('kowalska')).toEqual(['A.1']);
      expect(await c.found('returns')).toEqual(['A.1']);
      expect(await c.found('vip')).toEqual(['A.1']);
      expect(await c.found('annika_77')).toEqual(['B.1']);
      expect(await c.found('kowalska parcel jacket')).toEqual(['A.1']);
      expect(await c.found('kowalska elephant')).toEqual([]);
      expect(await c.found('blue jacket')).toEqual(['B.1', 'A.1']);
      expect(await c.found('')).toEqual(['B.1', 'A.1']);
    });

    test.each([
      ['GRÜSSE', 'Viele Grüße aus Köln'],
      ['koln', 'Viele Grüße aus Köln'],
      ['cafe', 'Un café, s’il vous plaît'],
      ['αθηνα', 'Καλημέρα από την Αθήνα'],
      ['еще', 'Ещё не пришло'],
      ['istanbul', 'İstanbul’dan selamlar'],
      ['lodz', 'Pozdrowienia z Łodzi, Łódź'],
      ['１２３', 'order 123'],
      ['返品', '商品を返品したいです'],
      ['สวัสดี', 'สวัสดีครับ'],
      ['हिन्दी', 'मुझे हिन्दी आती है'],
      ['안녕', '안녕하세요'],
      ['مرحبا', 'مَرْحَبًا بكم'],
    ])('%s is found in „%s“', async (q, text) => {
      const c = at();
      await c.write(c.ticket('A.1'), c.message('A.1', 1, text), c.ticket('B.1'), c.message('B.1', 1, 'something else'));
      expect(await c.found(q)).toEqual(['A.1']);
    });

    test('vowel signs make words of their own', async () => {
      const c = at();
      await c.write(c.ticket('A.1'), c.message('A.1', 1, 'हिन्दी'));
      expect(await c.found('हानदा')).toEqual([]);
    });

    test('the last word may be unfinished, the others and phrases may not', async () => {
      const c = at();
      await c.write(
        c.ticket('A.1'),
        c.message('A.1', 1, 'Refund of my subscription, please'),
        c.ticket('B.1', { updatedAt: minute(1) }),
        c.message('B.1', 1, 'my refund'),
      );
      expect(await c.found('subscr')).toEqual(['A.1']);
      expect(await c.found('refund subscr')).toEqual(['A.1']);
      expect(await c.found('subscr refund')).toEqual([]);
      expect(await c.found('"subscr"')).toEqual([]);
      expect(await c.found('"my refund"')).toEqual(['B.1']);
      expect(await c.found('"of my subscription" ref')).toEqual(['A.1']);
      expect(await c.found('my-subscr')).toEqual(['A.1']);
    });

    test('no phrase runs from one message, tag or field into the next', async () => {
      const c = at();
      await c.write(
        c.ticket('A.1', { authorName: 'Anna', topic: 'late', tags: ['red', 'blue'] }),
        c.message('A.1', 1, 'one two'),
        c.message('A.1', 2, 'three four'),
      );
      for (const phrase of ['"two three"', '"anna late"', '"red blue"', '"late red"']) expect(await c.found(phrase)).toEqual([]);
    });

    test('text that looks like a query language is only words', async () => {
      const c = at();
      await c.write(c.ticket('A.1'), c.message('A.1', 1, 'to be or not to be AND text:foo* (bar)'));
      for (const q of ['NOT be', 'or', 'text:foo*', '(bar', '"', '***', 'foo" OR "x', "'; DROP TABLE tickets_1; --"]) await c.ask({ q });
      expect(await c.found('NOT be')).toEqual(['A.1']);
      expect(await c.found('text:foo*')).toEqual(['A.1']);
    });

    test('each filter holds, alone and together', async () => {
      const c = at();
      await c.write(
        c.ticket('A.1', {
          status: 'working',
          queueIds: ['q1', 'q2'],
          originId: 'o1',
          channel: 'mail',
          agentId: 'g1',
          teamId: 't1',
          tags: ['vip', 'late'],
          updatedAt: minute(1),
        }),
        c.ticket('B.1', {
          status: 'closed',
          queueIds: ['q2'],
          originId: 'o2',
          channel: 'facebook',
          tags: ['vi'],
          updatedAt: minute(2),
          sentiment: 'negative',
          language: 'pt-BR',
          priority: 'high',
        }),
        c.ticket('C.1', { status: 'created', updatedAt: minute(3) }),
      );
      const of = (filters: SearchQuery['filters']) => c.found('', { filters });
      expect(await of({ status: ['working', 'closed'] })).toEqual(['B.1', 'A.1']);
      expect(await of({ queueId: 'q1' })).toEqual(['A.1']);
      expect(await of({ queueId: 'q2' })).toEqual(['B.1', 'A.1']);
      expect(await of({ queueId: 'q' })).toEqual([]);
      expect(await of({ originId: 'o2' })).toEqual(['B.1']);
      expect(await of({ channel: 'mail' })).toEqual(['A.1']);
      expect(await of({ sentiment: 'negative' })).toEqual(['B.1']);
      expect(await of({ language: 'pt-BR', priority: 'high' })).toEqual(['B.1']);
      expect(await of({ language: 'pt' })).toEqual([]);
      expect(await of({ agentId: 'g1' })).toEqual(['A.1']);
      expect(await of({ agentId: null })).toEqual(['C.1', 'B.1']);
      expect(await of({ agentId: null, status: ['closed'] })).toEqual(['B.1']);
      expect(await of({ teamId: 't1' })).toEqual(['A.1']);
      expect(await of({ tag: 'vi' })).toEqual(['B.1']);
      expect(await of({ updatedSince: minute(2) })).toEqual(['C.1', 'B.1']);
      expect(await of({ status: ['working'], queueId: 'q2', tag: 'late', channel: 'mail' })).toEqual(['A.1']);
      expect(await of({ status: ['closed'], tag: 'late' })).toEqual([]);
    });

    test('facets and total count what was found, not the page', async () => {
      const c = at();
      await c.write(
        c.ticket('A.1', { status: 'working', channel: 'mail', tags: ['a', 'b'], agentId: 'g1', priority: 'high' }),
        c.ticket('B.1', { status: 'working', channel: 'x', tags: ['b'], teamId: 't1' }),
        c.ticket('C.1', { status: 'closed', channel: 'x' }),
        ...['A.1', 'B.1'].map((id) => c.message(id, 1, 'jacket')),
      );
      const answer = await c.ask({ q: 'jacket', facets: true, limit: 1 });
      expect(answer.total).toBe(2);
      expect(answer.hits).toHaveLength(1);
      expect(answer.facets).toEqual({
        status: { working: 2 },
        channel: { mail: 1, x: 1 },
        tags: { b: 2, a: 1 },
        agentId: { g1: 1 },
        teamId: { t1: 1 },
        priority: { high: 1, normal: 1 },
      });
    });

    test('a facet names its hundred commonest values, among equals the first by name', async () => {
      const c = at();
      const tags = Array.from({ length: 130 }, (_, n) => `tag${String(n).padStart(3, '0')}`);
      await c.write(c.ticket('A.1', { tags: tags.slice(0, 65) }), c.ticket('B.1', { tags: tags.slice(65) }), c.ticket('C.1', { tags: tags.slice(120) }));
      const found = (await c.ask({ facets: true })).facets.tags ?? {};
      expect(found).toEqual(Object.fromEntries([...tags.slice(120).map((tag) => [tag, 2]), ...tags.slice(0, 90).map((tag) => [tag, 1])]));
    });

    test('twenty words, and a word that a thousand others begin with, are no trouble', async () => {
      const c = at();
      const words = Array.from({ length: 1_500 }, (_, n) => `pre${n}`);
      await c.write(c.ticket('A.1'), c.message('A.1', 1, words.join(' ')), c.ticket('B.1', { updatedAt: minute(1) }), c.message('B.1', 1, 'pre'));
      expect(await c.found('pre')).toEqual(['B.1', 'A.1']);
      expect(await c.found(words.slice(0, 20).join(' '))).toEqual(['A.1']);
      expect(await c.found(`"${words.slice(700, 720).join(' ')}"`)).toEqual(['A.1']);
    });

    test('the wall holds for hits, total and facets', async () => {
      const c = at();
      await c.write(
        c.ticket('own.1', { agentId: 'me', queueIds: ['hidden'], status: 'working' }),
        c.ticket('team.1', { teamId: 'mine', queueIds: ['hidden'], status: 'pending' }),
        c.ticket('queue.1', { queueIds: ['hidden', 'seen'], status: 'solved' }),
        c.ticket('none.1', { status: 'created', queueIds: ['gone'] }),
        c.ticket('secret.1', { queueIds: ['hidden'], agentId: 'other', teamId: 'theirs', status: 'closed', tags: ['secret'] }),
        ...['own.1', 'team.1', 'queue.1', 'none.1', 'secret.1'].map((id) => c.message(id, 1, 'jacket')),
      );
      const wall = { agentId: 'me', teamIds: ['mine'], queueIds: ['seen'], hiddenQueueIds: ['hidden'] };
      for (const q of ['', 'jacket']) {
        const answer = await c.ask({ q, wall, facets: true });
        expect(answer.hits.map((hit) => hit.ticketId).sort()).toEqual(['none.1', 'own.1', 'queue.1', 'team.1']);
        expect(answer.total).toBe(4);
        expect(answer.facets.status).toEqual({ working: 1, pending: 1, solved: 1, created: 1 });
        expect(answer.facets.tags).toEqual({});
      }
      const blind = await c.ask({ q: 'jacket', wall: { agentId: 'nobody', teamIds: [], queueIds: [], hiddenQueueIds: ['hidden', 'seen'] }, facets: true });
      expect(blind.hits.map((hit) => hit.ticketId)).toEqual(['none.1']);
      expect(blind.total).toBe(1);
    });

    test('no tenant sees what is another’s, although ids are the same', async () => {
      const [a, b] = [at(), at()];
      await a.write(a.ticket('A.1', { tags: ['vip'] }), a.message('A.1', 1, 'my secret'));
      await b.write(b.ticket('A.1', { tags: ['vip'] }), b.message('A.1', 1, 'my other'));
      expect(await a.found('other')).toEqual([]);
      expect(await b.found('secret')).toEqual([]);
      expect((await a.ask({ q: 'my', facets: true })).facets.tags).toEqual({ vip: 1 });
      expect((await b.ask({ q: 'my' })).hits[0]?.highlights).toEqual(['<em>my</em> other']);
    });

    test('highlights quote what was written, escaped, with <em> around what was found', async () => {
      const c = at();
      await c.write(c.ticket('A.1', { authorName: 'Zoë <b>' }), c.message('A.1', 1, `<script>alert("x")</script> Das CAFÉ & mehr`));
      expect((await c.ask({ q: 'cafe' })).hits[0]?.highlights).toEqual(['&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; Das <em>CAFÉ</em> &amp; mehr']);
      expect((await c.ask({ q: 'zoe caf' })).hits[0]?.highlights).toEqual(expect.arrayContaining(['<em>Zoë</em> &lt;b&gt;']));
      expect((await c.ask({ q: '' })).hits[0]).toEqual({ ticketId: 'A.1', sequence: 1, updatedAt: FIELDS.updatedAt, highlights: [] });
    });

    test('pages follow one another without gap or repetition, also while tickets move to the top', async () => {
      const c = at();
      const ids = Array.from({ length: 25 }, (_, i) => `T${String(i).padStart(2, '0')}.1`);
      await c.write(...ids.flatMap((id, i) => [c.ticket(id, { updatedAt: minute(Math.floor(i / 3)), sequence: i + 1 }), c.message(id, 1, 'jacket')]));
      for (const q of ['', 'jacket']) {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof c.ask>> = await c.ask({ q, limit: 4, cursor });
          expect(page.total).toBe(25);
          seen.push(...page.hits.map((hit) => hit.ticketId));
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect(seen).toEqual(ids.toReversed());
      }
      const first = await c.ask({ limit: 10 });
      await c.write(c.ticket('T00.1', { updatedAt: minute(59), sequence: 1 }, 2));
      const rest = await c.ask({ limit: 50, cursor: first.nextCursor });
      expect(rest.hits.map((hit) => hit.ticketId)).toEqual(ids.toReversed().slice(10, -1));
    });

    test('the best matches come page by page too', async () => {
      const c = at();
      const ids = Array.from({ length: 9 }, (_, i) => `T${i}.1`);
      await c.write(...ids.flatMap((id, i) => [c.ticket(id), c.message(id, 1, `jacket ${'filler '.repeat(i)}`)]));
      for (const q of ['jacket', '']) {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof c.ask>> = await c.ask({ q, sort: 'relevance', limit: 2, cursor });
          seen.push(...page.hits.map((hit) => hit.ticketId));
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect(seen.toSorted()).toEqual(ids);
      }
    });

    test.each(['createdAt', 'waitingSince', 'updatedAt'] as const)(
      'tickets come by %s, both ways and page by page, those without the time last',
      async (sort) => {
        const c = at();
        const times = [3, 1, null, 2, 1, null, 3, 0, null];
        const tickets = times.map((time, i) => ({ id: `T${i}.1`, time: time === null && sort === 'waitingSince' ? null : minute(time ?? 7) }));
        const tags = (i: number) => (i % 2 === 0 ? ['even'] : []);
        await c.write(...tickets.flatMap(({ id, time }, i) => [c.ticket(id, { [sort]: time, tags: tags(i) }), c.message(id, 1, 'jacket')]));
        for (const ascending of [true, false]) {
          const way = ascending ? 1 : -1;
          const expected = tickets
            .toSorted((a, b) => Number(a.time === null) - Number(b.time === null) || way * (compare(a.time ?? '', b.time ?? '') || compare(a.id, b.id)))
            .map(({ id }) => id);
          for (const [asked, wanted] of [
            [{}, expected],
            [{ q: 'jacket' }, expected],
            [{ filters: { tag: 'even' } }, expected.filter((id) => Number(id[1]) % 2 === 0)],
          ] as const) {
            for (const limit of [1, 2, 3, 50]) {
              const seen: string[] = [];
              let cursor: string | null = null;
              do {
                const page: Awaited<ReturnType<typeof c.ask>> = await c.ask({ ...asked, sort, ascending, limit, cursor, bare: limit === 2 });
                expect(page.hits.length === limit || page.nextCursor === null).toBe(true);
                if (limit !== 2) expect(page.total).toBe(wanted.length);
                seen.push(...page.hits.map((hit) => hit.ticketId));
                cursor = page.nextCursor;
              } while (cursor !== null);
              expect({ asked, ascending, limit, seen }).toEqual({ asked, ascending, limit, seen: wanted });
            }
          }
        }
        const { nextCursor } = await c.ask({ sort, ascending: true, limit: 1 });
        await expect(c.ask({ sort, limit: 1, cursor: nextCursor })).rejects.toMatchObject({ name: 'CursorMismatch' });
      },
    );

    test('a cursor is good for its own tenant and query only', async () => {
      const [c, other] = [at(), at()];
      await c.write(...['A.1', 'B.1', 'C.1'].map((id) => c.ticket(id)));
      const { nextCursor } = await c.ask({ limit: 1 });
      expect(nextCursor).not.toBeNull();
      const refused = { name: 'CursorMismatch' };
      await other.write(other.ticket('A.1'));
      await expect(other.ask({ limit: 1, cursor: nextCursor })).rejects.toMatchObject(refused);
      await expect(c.ask({ q: 'x', cursor: nextCursor })).rejects.toMatchObject(refused);
      await expect(c.ask({ filters: { tag: 'x' }, cursor: nextCursor })).rejects.toMatchObject(refused);
      await expect(c.ask({ sort: 'relevance', cursor: nextCursor })).rejects.toMatchObject(refused);
      for (const cursor of ['', 'nonsense', Buffer.from('[1,2]').toString('base64url')]) await expect(c.ask({ cursor })).rejects.toMatchObject(refused);
      expect((await c.ask({ limit: 2, cursor: nextCursor })).hits).toHaveLength(2);
    });

    searchWordsConformance(name, () => opened);
    searchWritesConformance(name, () => opened);
    searchChatConformance(() => opened);
    searchRandomConformance(() => opened, name === 'the embedded engine' ? 12 : 4, 40);
  });
}
