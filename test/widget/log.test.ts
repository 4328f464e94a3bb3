import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDrawer } from '../../widget/src/logic/drawer.ts';
import { inOrder, isIncomplete, merge, newestReply, stillWaiting, unread } from '../../widget/src/logic/log.ts';
import { pauseMs } from '../../widget/src/logic/timing.ts';
import type { Message } from '../../widget/src/logic/types.ts';
import { memoryKeys, message } from './doubles.ts';

const file = { name: 'a', type: 'image/png', size: 1, url: null };

describe('the log', () => {
  test('is the same in whatever order and however often states arrive', () => {
    const states = fc.array(fc.record({ number: fc.integer({ min: 1, max: 8 }), revision: fc.integer({ min: 1, max: 4 }) }), { maxLength: 30 });
    fc.assert(
      fc.property(states, fc.nat(), (list, seed) => {
        const items = list.map(({ number, revision }) => message(number, { revision, text: `${number}.${revision}` }));
        const shuffled = items.toSorted((a, b) => ((a.number * 31 + a.revision * 17 + seed) % 7) - ((b.number * 31 + b.revision * 17 + seed) % 7));
        const one = merge(new Map(), items);
        const other = shuffled.reduce<ReadonlyMap<number, Message>>((log, item) => merge(merge(log, [item]), [item]), new Map());
        expect(inOrder(other)).toEqual(inOrder(one));
        for (const { number, revision } of items) expect(one.get(number)?.revision).toBeGreaterThanOrEqual(revision);
      }),
    );
  });
  test('a frame without links does not take the links away, a newer state does', () => {
    const linked = message(1, { attachments: [{ ...file, url: 'https://x' }] });
    const bare = message(1, { attachments: [file] });
    expect(merge(merge(new Map(), [linked]), [bare]).get(1)).toBe(linked);
    expect(merge(merge(new Map(), [bare]), [linked]).get(1)).toBe(linked);
    const newer = message(1, { revision: 2, deleted: true });
    expect(merge(merge(new Map(), [linked]), [newer]).get(1)).toBe(newer);
    expect(isIncomplete(bare, false)).toBe(true);
    expect([isIncomplete(message(1), true), isIncomplete(message(1), false)]).toEqual([true, false]);
  });
  test('counts replies that nobody has seen, and what still waits', () => {
    const log = merge(new Map(), [
      message(1, { from: 'visitor', id: 'a' }),
      message(2),
      message(3, { status: 'read' }),
      message(4, { deleted: true }),
      message(5),
    ]);
    expect(unread(log, 0).map(({ number }) => number)).toEqual([2, 5]);
    expect(unread(log, 2).map(({ number }) => number)).toEqual([5]);
    expect([newestReply(log), newestReply(new Map())]).toEqual([5, 0]);
    const waiting = ['a', 'b'].map((id) => ({ id, text: '', files: [], at: 1 }));
    expect(stillWaiting(log, waiting).map(({ id }) => id)).toEqual(['b']);
  });
});

describe('what the browser keeps', () => {
  test('is by origin, survives damage, and forgets as much as it is told', () => {
    const keys = memoryKeys();
    const drawer = createDrawer(keys, 'o-1');
    const other = createDrawer(keys, 'o-2');
    drawer.change({ token: 't', sound: true, name: 'Mia', position: '3.0' });
    expect(other.read()).toEqual({});
    drawer.forget('person');
    expect(drawer.read()).toEqual({ sound: true, name: 'Mia' });
    drawer.forget('browser');
    expect(drawer.read()).toEqual({ sound: true });
    keys.set('parley.chat.o-1', '{');
    expect(drawer.read()).toEqual({});
    keys.set('parley.chat.o-1', '7');
    expect(drawer.read()).toEqual({});
  });
  test('waiting messages stay in their order; what is damaged is left out', () => {
    const keys = memoryKeys();
    const drawer = createDrawer(keys, 'o-1');
    drawer.keep({ id: 'b', text: '2', files: [], at: 2 });
    drawer.keep({ id: 'a', text: '1', files: [], at: 1 });
    drawer.keep({ id: 'c', text: '3', files: [], at: 2 });
    keys.set('parley.chat.o-1.out.d', 'x');
    keys.set('parley.chat.o-1.out.e', '{"id":1}');
    expect(drawer.waiting().map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    drawer.drop('b');
    expect(drawer.waiting().map(({ id }) => id)).toEqual(['a', 'c']);
    drawer.keepDraft('half a');
    expect([drawer.draft(), createDrawer(keys, 'o-1').draft()]).toEqual(['half a', 'half a']);
    drawer.keepDraft('');
    expect(drawer.draft()).toBe('');
    drawer.cache(5, { mail: true });
    expect(drawer.cached()).toEqual({ at: 5, value: { mail: true } });
  });
});

test('pauses grow to half a minute, and are not alike', () => {
  expect([0, 1, 2, 10].map((attempt) => pauseMs(attempt, { random: () => 0 }))).toEqual([500, 1000, 2000, 30_000]);
  expect(pauseMs(1, { random: () => 0.999 })).toBeCloseTo(500, 0);
});
