import { describe, expect, test } from 'vitest';
import { corner, type OpenedSearch } from './search-corner.ts';

/** Messages of one chat: found among themselves, apart from tickets. */
export function searchChatConformance(opened: () => OpenedSearch): void {
  describe('in a chat', () => {
    const at = () => {
      const c = corner(opened);
      const ask = (q: string, limit = 50, before: number | null = null) =>
        opened().other.inChat({ tenantId: c.tenantId, conversationId: 'c.one', q, limit, before });
      return { ...c, ask };
    };

    test('a chat nobody has written in answers nothing', async () => {
      const c = at();
      expect(await c.ask('anything')).toEqual([]);
      await c.write(c.message('c.other', 1, 'anything'));
      expect(await c.ask('anything')).toEqual([]);
    });

    test('every word must be in the message; the last may be unfinished, a phrase may not', async () => {
      const c = at();
      await c.write(c.message('c.one', 1, 'The parcel is late'), c.message('c.one', 2, 'the late bird'), c.message('c.one', 3, 'parcels'));
      expect(await c.ask('late')).toEqual([2, 1]);
      expect(await c.ask('late parcel')).toEqual([1]);
      expect(await c.ask('parc')).toEqual([3, 1]);
      expect(await c.ask('parc late')).toEqual([]);
      expect(await c.ask('"is late"')).toEqual([1]);
      expect(await c.ask('"late is"')).toEqual([]);
      expect(await c.ask('elephant')).toEqual([]);
      expect(await c.ask('parcel elephan')).toEqual([]);
      for (const none of ['', '  ', '***']) expect(await c.ask(none)).toEqual([]);
    });

    test.each([
      ['GRÜSSE', 'Viele Grüße aus Köln'],
      ['αθην', 'Καλημέρα από την Αθήνα'],
      ['еще', 'Ещё не пришло'],
      ['返品', '商品を返品したいです'],
      ['مرحبا', 'مَرْحَبًا بكم'],
      ['03 33', 'my number is 0333'],
      ['👍', 'fine 👍'],
    ])('%s is found in „%s“', async (q, text) => {
      const c = at();
      await c.write(c.message('c.one', 1, text), c.message('c.one', 2, 'something else'));
      expect(await c.ask(q)).toEqual([1]);
    });

    test('pages go on before a number', async () => {
      const c = at();
      await c.write(...Array.from({ length: 7 }, (_, index) => c.message('c.one', index + 1, `line ${index}`)));
      expect([await c.ask('line', 3), await c.ask('line', 3, 5), await c.ask('line', 3, 2), await c.ask('line', 3, 1)]).toEqual([
        [7, 6, 5],
        [4, 3, 2],
        [1],
        [],
      ]);
    });

    test('an edit and a deletion win over what was written before, in any order', async () => {
      const c = at();
      await c.write(c.message('c.one', 1, 'new words', 3), c.message('c.one', 2, null, 4));
      await c.write(c.message('c.one', 1, 'old words', 1), c.message('c.one', 2, 'old too', 2));
      expect([await c.ask('old'), await c.ask('new')]).toEqual([[], [1]]);
    });

    test('no search for tickets finds it, no other tenant and no other chat', async () => {
      const [c, other] = [at(), at()];
      await c.write(
        c.message('c.one', 1, 'secret'),
        c.message('c.two', 1, 'secret'),
        c.message('c.two', 2, 'secret'),
        c.ticket('A.1'),
        c.message('A.1', 1, 'plain'),
      );
      expect(await c.ask('secret')).toEqual([1]);
      expect(await other.ask('secret')).toEqual([]);
      expect([await c.found('secret'), await c.found('')]).toEqual([[], ['A.1']]);
      expect(await c.ask('plain')).toEqual([]);
    });
  });
}
