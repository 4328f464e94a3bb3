import { describe, expect, test } from 'vitest';
import { DIFFERENT, SAME } from '../domain/text/same-words.ts';
import { corner, minute, type OpenedSearch } from './search-corner.ts';

/** Ways to write one telephone number, and one that is not it. */
const PHONE = [
  '+39 333 000 0001',
  '(0039) 333-0000001',
  '3330000001',
  '393330000001',
  '0333 000.0001',
  '+39 (0)333 000 00 01',
  '٠٠٣٩ ٣٣٣ ٠٠٠ ٠٠٠١',
  '333/0000001',
];
const OTHERS = ['+39 333 000 0002', '+39 334 000 0001', '333 000', '0000001'];

const NUMBERS: readonly (readonly [what: string, asked: string, written: string])[] = [
  ['a card', '4111111111111111', 'my card 4111 1111 1111 1111 is blocked'],
  ['an IBAN', 'DE89 3704 0044 0532 0130 00', 'please pay to DE89370400440532013000'],
  ['an IBAN in groups', 'DE89370400440532013000', 'please pay to DE89 3704 0044 0532 0130 00'],
  ['an order', '12-34-56', 'order 123456'],
  ['an order in groups', '123456', 'order 12-34-56'],
  ['a number of thousands', '1234567', 'it was 1,234,567 in all'],
  ['the beginning of a number that is still being typed', '333 000 00', 'call +393330000001'],
  ['its last digits', '0000001', 'call +39 333 000 0001'],
  ['one of two side by side', '3330000002', '333 000 0001 333 000 0002'],
  ['one of two with other signs between', '3330000001', '333 000 0001 / 333 000 0002'],
  ['two orders in two places', '4711 2024', 'in 2024 I bought 4711'],
];

/** Words as both engines must find them. */
export function searchWordsConformance(name: string, opened: () => OpenedSearch): void {
  describe(`words on ${name}`, () => {
    const at = () => corner(opened);
    const id = (kind: string, index: number): string => `${kind}${index}.1`;

    test('the same word is found however it is written, and no other', async () => {
      const c = at();
      const pairs = [...SAME, ...DIFFERENT];
      const sequence = 900_000;
      await c.write(
        ...pairs.flatMap(([, a, b], index) => [
          c.ticket(id('A', index), { sequence }),
          c.message(id('A', index), 1, a),
          c.ticket(id('B', index), { sequence }),
          c.message(id('B', index), 1, b),
        ]),
      );
      const wrong: string[] = [];
      for (const [index, [what, a, b]] of pairs.entries()) {
        const wanted = index < SAME.length;
        const found = [await c.found(a, { limit: 200 }), await c.found(b, { limit: 200 }), await c.found(`"${a.replaceAll('"', ' ')}"`, { limit: 200 })];
        const all = [found[0]?.includes(id('B', index)), found[1]?.includes(id('A', index)), found[2]?.includes(id('B', index))];
        if (all.some((is) => is !== wanted)) wrong.push(`${what}: ${JSON.stringify(all)}`);
        if (!found[0]?.includes(id('A', index))) wrong.push(`${what}: not itself`);
      }
      expect(wrong).toEqual([]);
    });

    test('a tag is found however it is written, and only whole', async () => {
      const c = at();
      await c.write(
        c.ticket('A.1', { tags: ['VIP Größe-1', 'x'] }),
        c.ticket('B.1', { tags: ['vip groesse'] }),
        c.ticket('C.1', { tags: ['vip'], topic: 'vip grosse-1' }),
      );
      for (const tag of ['VIP Größe-1', 'vip grosse-1', ' VIP GRÖSSE–1']) expect([tag, await c.found('', { filters: { tag } })]).toEqual([tag, ['A.1']]);
      expect(await c.found('', { filters: { tag: 'vip' } })).toEqual(['C.1']);
      for (const tag of ['grosse', 'vip grosse', 'vip.grosse-1', 'vip grosse 1', '"', '1'])
        expect([tag, await c.found('', { filters: { tag } })]).toEqual([tag, []]);
    });

    test('emoji are words; skin tones and joiners make no difference; a flag is one', async () => {
      const c = at();
      await c.write(
        c.ticket('A.1', { updatedAt: minute(3) }),
        c.message('A.1', 1, 'thanks👍🏽so much 👩‍💻'),
        c.ticket('B.1', { updatedAt: minute(2) }),
        c.message('B.1', 1, '🇩🇪🇫🇷 and ❤️'),
        c.ticket('C.1', { updatedAt: minute(1) }),
        c.message('C.1', 1, 'no emoji at all'),
      );
      for (const q of ['👍', '👍🏿', 'thanks 👍', '👩‍💻', '💻', '"👩💻"', 'so 👍']) expect([q, await c.found(q)]).toEqual([q, ['A.1']]);
      for (const q of ['🇩🇪', '🇫🇷', '❤', '❤️', '❤︎']) expect([q, await c.found(q)]).toEqual([q, ['B.1']]);
      for (const q of ['🇪🇫', '👎', '💔', '👍👍', '👨']) expect([q, await c.found(q)]).toEqual([q, []]);
      expect((await c.ask({ q: '👩' })).hits[0]?.highlights).toEqual(['thanks👍🏽so much <em>👩‍💻</em>']);
    });

    test('a query of signs finds nothing; a blank one asks for everything', async () => {
      const c = at();
      await c.write(c.ticket('A.1'), c.message('A.1', 1, '??? !!! *** "" – … €5 §'));
      for (const q of ['?', '!!!', '***', '""', '"', '–', '…', '€', '§', '???  !!!', '\u200b', '🏽', '()', '\u0301', '¯\\_(  )_/¯']) {
        const answer = await c.ask({ q, facets: true });
        expect([q, answer.hits, answer.total, answer.facets.status]).toEqual([q, [], 0, {}]);
      }
      for (const q of ['', ' ', '\t \n']) expect([q, await c.found(q)]).toEqual([q, ['A.1']]);
      expect(await c.found('€5 !!!')).toEqual(['A.1']);
    });

    test('a ticket is found by its sequence, written with or without #', async () => {
      const c = at();
      await c.write(
        c.ticket('A.1', { sequence: 38, updatedAt: minute(1) }),
        c.ticket('B.1', { sequence: 380, updatedAt: minute(2) }),
        c.ticket('C.1', { sequence: 7, updatedAt: minute(3) }),
        c.message('C.1', 1, 'I have order 38 and 3800'),
        c.ticket('D.1', { sequence: 8, updatedAt: minute(4) }),
        c.message('D.1', 1, '3801 of mine'),
      );
      for (const q of ['#38', '＃３８', '#٣٨', '(#38)', '#38.']) expect([q, await c.found(q)]).toEqual([q, ['C.1', 'A.1']]);
      expect(await c.found('38')).toEqual(['D.1', 'C.1', 'A.1']);
      expect(await c.found('#380')).toEqual(['B.1']);
      expect(await c.found('"38"')).toEqual(['C.1']);
      expect(await c.found('38 order')).toEqual(['C.1']);
      expect((await c.found('#38', { sort: 'relevance' }))[0]).toBe('A.1');
      expect(await c.found('#999999999999999')).toEqual([]);
      for (const q of ['#99999999999999999999', '#', '##', '#-1']) await c.ask({ q });
    });

    test('a telephone number is found however its digits are grouped, in texts and in the names of its author', async () => {
      const c = at();
      const phones = PHONE.map((written, index) => ({ id: id('P', index), written }));
      await c.write(
        ...phones.flatMap(({ id: ticketId, written }) => [c.ticket(ticketId), c.message(ticketId, 1, `Ring me: ${written}, please`)]),
        c.ticket('H.1', { authorHandle: '393330000001' }),
        c.ticket('I.1', { authorId: '+39 3330000001', authorHandle: 'ann' }),
        ...OTHERS.flatMap((written, index) => [c.ticket(id('O', index)), c.message(id('O', index), 1, written)]),
      );
      const all = [...phones.map((phone) => phone.id), 'H.1', 'I.1'].toSorted();
      for (const q of [...PHONE, '"+39 333 000 0001"']) expect([q, (await c.found(q)).toSorted()]).toEqual([q, all]);
    });

    test.each(NUMBERS)('%s: %s is found in „%s“', async (_, q, written) => {
      const c = at();
      await c.write(c.ticket('A.1'), c.message('A.1', 1, written), c.ticket('B.1'), c.message('B.1', 1, 'number 999 888 777 666'));
      expect(await c.found(q)).toEqual(['A.1']);
    });

    test('a number is quoted as it was written', async () => {
      const c = at();
      await c.write(c.ticket('A.1'), c.message('A.1', 1, 'Ring +39 (0)333 000 0001 <now>'));
      expect((await c.ask({ q: '3330000001' })).hits[0]?.highlights).toEqual(['Ring +<em>39 (0)333 000 0001</em> &lt;now&gt;']);
    });
  });
}
