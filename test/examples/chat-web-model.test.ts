import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { MessageFrame, Outgoing } from '../../client/index.ts';
import { fateOf, linesOf, readersOf } from '../../examples/chat-web/page/model/lines.ts';
import { EMPTY, ofFrame, ofOutgoing, withAmended, withMessages, withNew, withNewest, withOlder } from '../../examples/chat-web/page/model/logs.ts';
import { matching, mentionAt, piecesOf, toHub, toPeople } from '../../examples/chat-web/page/model/mentions.ts';
import { createReads } from '../../examples/chat-web/page/model/reads.ts';
import { inOrder, toName, withArrived, withRead } from '../../examples/chat-web/page/model/rooms.ts';
import { createChanging } from '../../examples/chat-web/page/model/store.ts';
import type { Log, Room, State } from '../../examples/chat-web/page/model/types.ts';

const frame = (number: number, more: Partial<MessageFrame> = {}): MessageFrame => ({
  type: 'message',
  conversationId: 'g.1',
  number,
  body: `${number}`,
  senderId: 'theo',
  createdAt: `2026-11-30T10:${String(number).padStart(2, '0')}:00.000Z`,
  ...more,
});
const message = (number: number, more: Partial<MessageFrame> = {}) => ofFrame(frame(number, more));
const numbers = (log: Log): number[] => log.messages.map(({ number }) => number);
const page = (...of: number[]) => of.map((number) => message(number));
const room = (id: string, more: Partial<Room> = {}): Room => ({
  id,
  kind: 'group',
  path: `/v1/groups/${id}`,
  title: id,
  count: 0,
  unread: 0,
  last: null,
  createdAt: '2026-11-30T00:00:00.000Z',
  ...more,
});

describe('a log', () => {
  it('has each message once, in order, however its parts arrive', () => {
    const parts = fc.array(fc.tuple(fc.constantFrom('new', 'page', 'older'), fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1 })));
    fc.assert(
      fc.property(parts, (all) => {
        let log = withNewest(EMPTY, page(15), 'c');
        for (const [what, given] of all) {
          if (what === 'new') for (const number of given) log = withNew(log, message(number));
          else if (what === 'page') log = withMessages(log, page(...given));
          else log = withOlder(log, page(...given), null);
          expect(numbers(log)).toEqual([...new Set(numbers(log))].toSorted((a, b) => a - b));
        }
        expect(new Set(numbers(log))).toEqual(new Set([15, ...all.flatMap(([, given]) => given)]));
      }),
    );
  });

  it('begins anew where the newest page does not reach it, and keeps what came after that page', () => {
    const log = withNewest(EMPTY, page(3, 2, 1), null);
    expect(numbers(withNewest(log, page(5, 4), 'c'))).toEqual([1, 2, 3, 4, 5]);
    const after = withNewest(log, page(9, 8), 'c');
    expect([numbers(after), after.older]).toEqual([[8, 9], 'c']);
    expect(numbers(withNewest(withNew(EMPTY, message(4)), page(3, 2), 'c'))).toEqual([2, 3, 4]);
    expect(numbers(withNewest(EMPTY, [], null))).toEqual([]);
  });

  it('counts an answer in its thread once', () => {
    const answer = message(2, { threadOf: 1 });
    const log = withNew(withNew(withMessages(EMPTY, page(1)), answer), answer);
    expect(log.messages[0]).toMatchObject({ replyCount: 1, lastReplyAt: answer.createdAt });
  });

  it('takes an amendment’s state; a deleted message has no files', () => {
    const file = { id: 'f', name: 'a', type: 'text/plain', size: 1 };
    const log = withMessages(EMPTY, [message(1, { attachments: [file] }), message(2)]);
    const amended = { type: 'amended' as const, conversationId: 'g.1', number: 1, hidden: false, editedAt: null };
    expect(withAmended(log, { ...amended, body: 'x', deleted: false }).messages).toMatchObject([{ body: 'x', attachments: [file] }, { body: '2' }]);
    expect(withAmended(log, { ...amended, body: null, deleted: true }).messages[0]).toMatchObject({ body: null, deleted: true, attachments: [] });
  });

  it('shows the preview that a message has now', () => {
    const preview = { url: 'https://shop.example/', title: 'Shop', description: null, siteName: null };
    const amended = { type: 'amended', conversationId: 'g.1', number: 1, body: '1', hidden: false, deleted: false, editedAt: null, delivery: null } as const;
    const log = { ...EMPTY, messages: page(1, 2) };
    const shown = withAmended(log, { ...amended, preview });
    expect(shown.messages.map((one) => one.preview)).toEqual([preview, undefined]);
    expect(withAmended(shown, amended).messages[0]).not.toHaveProperty('preview');
    expect(message(3, { preview }).preview).toEqual(preview);
  });

  it('takes what was sent once it has a number', () => {
    const sent: Outgoing = {
      id: 'a',
      state: 'accepted',
      number: 4,
      createdAt: '',
      frame: { type: 'send', id: 'a', conversationId: 'g.1', body: 'x', inReplyTo: 2 },
    };
    expect(ofOutgoing(sent, 'me')).toMatchObject({ number: 4, body: 'x', inReplyTo: 2, threadOf: null, senderId: 'me' });
    expect(ofOutgoing({ ...sent, number: undefined }, 'me')).toBeUndefined();
    expect(ofOutgoing({ ...sent, frame: { type: 'group.create', id: 'a', name: 'x', memberIds: [] } }, 'me')).toBeUndefined();
  });
});

describe('the rooms', () => {
  it('come with the newest messages first; what has arrived counts once, and is unread unless it is seen', () => {
    let rooms = inOrder([room('a'), room('b', { count: 4 }), room('c', { kind: 'chat' })]);
    rooms = withArrived(rooms, 'b', message(5), true);
    rooms = withArrived(rooms, 'b', message(5), true);
    expect(rooms[0]).toMatchObject({ id: 'b', count: 5, unread: 1, last: { body: '5' } });
    rooms = withArrived(rooms, 'a', message(6), false);
    rooms = withArrived(rooms, 'c', message(7), true);
    expect(rooms.map(({ id, unread }) => [id, unread])).toEqual([
      ['c', 0],
      ['a', 0],
      ['b', 1],
    ]);
  });

  it('are not set back by an answer that is older than what has arrived', () => {
    const known = [room('a', { count: 9, unread: 2 }), room('gone')];
    expect(withRead(known, [room('a', { count: 8, unread: 1 }), room('new')])).toEqual([room('a', { count: 9, unread: 2 }), room('new')]);
    expect(withRead(known, [room('a', { count: 9, unread: 0 })])).toMatchObject([{ unread: 0 }]);
    // The hub does not know yet that they have been read.
    expect(withRead([room('a', { count: 9, readTo: 9 })], [room('a', { count: 9, unread: 2 })])).toMatchObject([{ unread: 0 }]);
    expect(withRead([room('a', { count: 9, readTo: 9 })], [room('a', { count: 10, unread: 3 })])).toMatchObject([{ unread: 1 }]);
  });

  it('are named to the hub where it tells nobody otherwise', () =>
    expect(toName([room('small', { members: 100 }), room('large', { members: 101 }), room('chat', { kind: 'chat' }), room('d', { kind: 'direct' })])).toEqual([
      'large',
      'chat',
    ]));
});

describe('a text', () => {
  it('loses nothing in its pieces', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('𝒳', '\uD800', '👩‍👩‍👧', '\u202E'),
      fc.constantFrom('@[nora]', 'https://a.example/b?c=1.', '<img src=x>', 'javascript:alert(1)'),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const text = parts.join('');
        const pieces = piecesOf(text);
        expect(pieces.map((piece) => ('text' in piece ? piece.text : 'href' in piece ? piece.href : `@[${piece.personId}]`)).join('')).toBe(text);
        for (const piece of pieces) if ('href' in piece) expect(piece.href).toMatch(/^https?:\/\//);
      }),
    );
  });

  it.each([
    ['see https://a.example/b?c=1.', ['https://a.example/b?c=1']],
    ['(http://a.example)', ['http://a.example']],
    ['“https://a.example”', ['https://a.example']],
    ['javascript:alert(1) data:text/html,x ftp://x', []],
  ])('%s has the links %j', (text, links) => expect(piecesOf(text).flatMap((piece) => ('href' in piece ? [piece.href] : []))).toEqual(links));

  it('mentions people by their names, the longer ones first', () => {
    const people = [
      { id: '1', name: 'Nora' },
      { id: '2', name: 'Nora Lindqvist' },
    ];
    const text = 'Hi @Nora Lindqvist and @Nora!';
    expect(toHub(text, people)).toBe('Hi @[2] and @[1]!');
    expect(toPeople(toHub(text, people), { 1: 'Nora', 2: 'Nora Lindqvist' })).toBe(text);
    expect(toPeople('@[3]', {})).toBe('@[3]');
    expect(matching(people, 'lind')).toEqual([people[1]]);
  });

  it.each([
    ['@no', 3, { word: 'no', start: 0 }],
    ['hi @', 4, { word: '', start: 3 }],
    ['a@b', 3, null],
    ['hi @no and', 10, null],
    ['hi @nora', 6, { word: 'no', start: 3 }],
  ])('%s at %i begins a mention: %o', (text, caret, found) => expect(mentionAt(text, caret)).toEqual(found));
});

describe('the lines', () => {
  const sent = (id: string, threadOf?: number): Outgoing => ({
    id,
    state: 'pending',
    createdAt: '',
    frame: { type: 'send', id, conversationId: 'g.1', body: id, ...(threadOf === undefined ? {} : { threadOf }) },
  });
  const state = {
    me: { id: 'me', name: 'Me' },
    names: { theo: 'Theo' },
    logs: { 'g.1': withMessages(EMPTY, [message(1), message(2), message(3, { threadOf: 1 }), message(4, { senderId: 'me' }), message(20)]) },
    outgoing: [sent('waits'), sent('in the thread', 1), { ...sent('elsewhere'), frame: { ...sent('x').frame, conversationId: 'g.2' } as never }],
    marks: { 'g.1': { theo: { delivered: 5, read: 4 }, somebody: { delivered: 9, read: 0 } } },
  } as unknown as State;

  it('of a room leave out threads, and have what waits at the end; blocks are of one person and one time', () => {
    const lines = linesOf(state, 'g.1', null);
    expect(lines.map(({ key, startsBlock }) => [key, startsBlock])).toEqual([
      ['1', true],
      ['2', false],
      ['4', true],
      ['20', true],
      ['waits', true],
    ]);
    expect(lines.map((line) => 'startsDay' in line && line.startsDay)).toEqual([true, false, false, false, false]);
    expect(linesOf(state, 'unknown', null)).toEqual([]);
  });

  it('of a thread have its first message and what is in it', () => expect(linesOf(state, 'g.1', 1).map(({ key }) => key)).toEqual(['1', '3', 'in the thread']));

  it('tell an author how far a message has got', () => {
    expect([4, 5, 9, 10].map((number) => fateOf(state, 'g.1', number))).toEqual(['read', 'delivered', 'delivered', 'accepted']);
    expect([readersOf(state, 'g.1', 4), readersOf(state, 'g.1', 5), readersOf(state, 'g.2', 1)]).toEqual([['Theo'], [], []]);
  });
});

test('a value that changes tells those who listen, and only then', () => {
  const value = createChanging(1);
  let told = 0;
  const end = value.subscribe(() => (told += 1));
  value.change((before) => before);
  value.change((before) => before + 1);
  end();
  value.change(() => 9);
  expect([told, value.get()]).toEqual([1, 9]);
});

describe('what is read while messages change', () => {
  /** A hub with messages whose answers wait until they are let go, in any order. */
  const hub = () => {
    const bodies = new Map([1, 2, 3].map((number) => [number, 0]));
    const waiting: (() => void)[] = [];
    const answered = async <T>(answer: T): Promise<T> => {
      await new Promise<void>((go) => void waiting.push(go));
      return answer;
    };
    const now = (number: number) => message(number, { body: String(bodies.get(number)) });
    const state = createChanging({ logs: {} } as State);
    const reads = createReads(state, (_, number) => answered(now(number)));
    const readPage = () =>
      reads.apply(
        'g.1',
        () => answered([...bodies.keys()].map(now)),
        (log, items) => withNewest(log, items, null),
      );
    const change = (number: number) => {
      bodies.set(number, (bodies.get(number) ?? 0) + 1);
      return reads.amended('g.1', number);
    };
    return { bodies, waiting, readPage, change, shown: () => new Map(state.get().logs['g.1']?.messages.map(({ number, body }) => [number, Number(body)])) };
  };

  it('is in the end what the hub has, in whatever order the answers come', async () => {
    const step = fc.oneof(fc.constant('page' as const), fc.integer({ min: 1, max: 3 }), fc.record({ answer: fc.nat(9) }));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.nat(9), async (steps, last) => {
        const { bodies, waiting, readPage, change, shown } = hub();
        const work = [readPage()];
        for (const one of steps) {
          if (one === 'page') work.push(readPage());
          else if (typeof one === 'number') work.push(change(one));
          else waiting.splice(one.answer % Math.max(1, waiting.length), 1)[0]?.();
          await Promise.resolve();
        }
        for (let left = true; left; ) {
          await new Promise(setImmediate);
          left = waiting.length > 0;
          waiting.splice(last % Math.max(1, waiting.length), 1)[0]?.();
        }
        await Promise.all(work);
        expect(shown()).toEqual(bodies);
      }),
    );
  });

  it('a call that fails is told to who made it, and what comes later is read', async () => {
    const state = createChanging({ logs: {} } as State);
    const reads = createReads(state, async () => message(1, { body: 'new' }));
    await expect(
      reads.apply(
        'g.1',
        () => Promise.reject(new Error('away')),
        (log) => log,
      ),
    ).rejects.toThrow('away');
    await reads.apply(
      'g.1',
      async () => [message(1)],
      (log, items) => withNewest(log, items, null),
    );
    await reads.amended('g.1', 1);
    await reads.amended('g.1', 7);
    expect(state.get().logs['g.1']?.messages.map(({ number, body }) => [number, body])).toEqual([[1, 'new']]);
  });
});
