import { describe, expect, test, vi } from 'vitest';
import { belongs, callOf, isList, type Listing } from '../../../console/src/data/queues.ts';
import { languageFor } from '../../../console/src/i18n/languages.ts';
import { createKeyboard, type Press, printed, SEQUENCE_MS } from '../../../console/src/keys/registry.ts';
import { hueOf, initialsOf } from '../../../console/src/parts/initials.ts';
import { ticketOf } from './samples.ts';

const active = 'created,working,pending,followup,solved';
describe('lists', () => {
  test.each<[Listing, string, Record<string, string>]>([
    [{ queue: 'q 1', sort: 'newest' }, '/v1/queues/q%201/tickets', {}],
    [{ queue: 'q1', sort: 'newest', status: 'created' }, '/v1/queues/q1/tickets', { status: 'created' }],
    [{ queue: 'mine', sort: 'newest' }, '/v1/tickets', { ownerId: 'me', status: active, sort: '-updatedAt' }],
    [{ queue: 'unassigned', sort: 'waiting', status: 'created' }, '/v1/tickets', { ownerId: 'none', status: 'created', sort: 'waitingSince' }],
    [{ queue: 'snoozed', sort: 'newest', status: 'solved' }, '/v1/tickets', { ownerId: 'me', status: 'followup', sort: '-updatedAt' }],
    [{ queue: 'all', sort: 'newest', q: 'lamp' }, '/v1/search', { q: 'lamp' }],
    [{ queue: 'q1', sort: 'newest', q: 'lamp', status: 'closed', tag: 'vip' }, '/v1/search', { q: 'lamp', queueId: 'q1', status: 'closed', tag: 'vip' }],
    [{ queue: 'q1', sort: 'waiting', priority: 'high' }, '/v1/tickets', { queueId: 'q1', priority: 'high', status: active, sort: 'waitingSince' }],
    [{ queue: 'all', sort: 'newest', channel: 'mail', status: 'created' }, '/v1/tickets', { channel: 'mail', status: 'created', sort: '-updatedAt' }],
    [{ queue: 'all', sort: 'newest', owner: 'u2', team: 't1' }, '/v1/tickets', { ownerId: 'u2', teamId: 't1', status: active, sort: '-updatedAt' }],
    [{ queue: 'mine', sort: 'newest', owner: 'u2' }, '/v1/tickets', { ownerId: 'me', status: active, sort: '-updatedAt' }],
    [{ queue: 'all', sort: 'newest', q: 'lamp', owner: 'u2' }, '/v1/search', { q: 'lamp', ownerId: 'u2' }],
  ])('%j', (listing, path, query) => expect(callOf(listing)).toEqual({ path, query }));

  test.each<[Listing, Parameters<typeof ticketOf>[0], boolean]>([
    [{ queue: 'q1', sort: 'newest' }, {}, true],
    [{ queue: 'q2', sort: 'newest' }, {}, false],
    [{ queue: 'q1', sort: 'newest' }, { status: 'closed' }, false],
    [{ queue: 'q1', sort: 'newest', status: 'closed,solved' }, { status: 'closed' }, true],
    [{ queue: 'q1', sort: 'newest', status: 'working' }, {}, false],
    [{ queue: 'mine', sort: 'newest' }, { owner: { agentId: 'me', teamId: null } }, true],
    [{ queue: 'mine', sort: 'newest' }, {}, false],
    [{ queue: 'unassigned', sort: 'newest' }, {}, true],
    [{ queue: 'snoozed', sort: 'newest' }, { status: 'followup', owner: { agentId: 'me', teamId: null } }, true],
    [{ queue: 'snoozed', sort: 'newest' }, { status: 'followup' }, false],
    [{ queue: 'all', sort: 'newest' }, { queueIds: [] }, true],
    [{ queue: 'all', sort: 'newest', q: 'lamp' }, {}, false],
    [{ queue: 'all', sort: 'newest', priority: 'high' }, {}, false],
    [{ queue: 'all', sort: 'newest', channel: 'mail' }, {}, false],
    [{ queue: 'all', sort: 'newest', tag: 'vip' }, {}, false],
    [{ queue: 'all', sort: 'newest', tag: 'vip', channel: 'whatsapp', priority: 'normal' }, { tags: ['vip'] }, true],
    [{ queue: 'all', sort: 'newest', owner: 'u2' }, {}, false],
    [{ queue: 'all', sort: 'newest', owner: 'u2' }, { owner: { agentId: 'u2', teamId: null } }, true],
    [{ queue: 'mine', sort: 'newest', owner: 'u2' }, { owner: { agentId: 'me', teamId: null } }, true],
    [{ queue: 'all', sort: 'newest', team: 't1' }, {}, false],
    [{ queue: 'all', sort: 'newest', team: 't1' }, { owner: { agentId: null, teamId: 't1' } }, true],
    // What names this person is known by what was told, not by the ticket.
    [{ queue: 'mentions', sort: 'newest' }, { owner: { agentId: 'me', teamId: null } }, false],
  ])('%j takes %j: %s', (listing, ticket, expected) => expect(belongs(ticketOf(ticket), listing, 'me')).toBe(expected));

  test('a queue’s id is no list', () => expect([isList('mine'), isList('q1')]).toEqual([true, false]));
});

const pressOf = (key: string, rest: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isTyping: false,
  ...rest,
});
const shortcut = (keys: string) => ({ id: keys, keys, label: keys, group: 'g', run: vi.fn<() => void>() });

describe('keys', () => {
  test.each<[string, Press, boolean]>([
    ['j', pressOf('j'), true],
    ['j', pressOf('J', { shiftKey: true }), true],
    ['j', pressOf('k'), false],
    ['j', pressOf('j', { isTyping: true }), false],
    ['?', pressOf('?', { shiftKey: true }), true],
    ['mod+Enter', pressOf('Enter', { metaKey: true }), true],
    ['mod+Enter', pressOf('Enter', { ctrlKey: true }), true],
    ['mod+Enter', pressOf('Enter', { ctrlKey: true, shiftKey: true }), false],
    ['mod+shift+Enter', pressOf('Enter', { ctrlKey: true, shiftKey: true }), true],
    ['alt+a', pressOf('a', { altKey: true }), true],
    ['a', pressOf('a', { ctrlKey: true }), false],
    ['Escape', pressOf('Escape'), true],
  ])('%s: %j → %s', (keys, press, expected) => {
    const keyboard = createKeyboard();
    const one = shortcut(keys);
    keyboard.register([one]);
    expect(keyboard.press(press)).toBe(expected);
    expect(one.run).toHaveBeenCalledTimes(expected ? 1 : 0);
  });

  test('a key that works in fields does so', () => {
    const keyboard = createKeyboard();
    const one = { ...shortcut('mod+Enter'), inFields: true };
    keyboard.register([one]);
    expect(keyboard.press(pressOf('Enter', { ctrlKey: true, isTyping: true }))).toBe(true);
  });

  test('two keys in a row are one shortcut, if the second comes in time', () => {
    let now = 0;
    const keyboard = createKeyboard(() => now);
    const [go, mute] = [shortcut('g m'), shortcut('m')];
    keyboard.register([go, mute]);
    keyboard.press(pressOf('g'));
    keyboard.press(pressOf('Shift', { shiftKey: true }));
    keyboard.press(pressOf('m'));
    expect([go.run.mock.calls.length, mute.run.mock.calls.length]).toEqual([1, 0]);
    keyboard.press(pressOf('g'));
    now = SEQUENCE_MS + 1;
    keyboard.press(pressOf('m'));
    expect([go.run.mock.calls.length, mute.run.mock.calls.length]).toEqual([1, 1]);
  });

  test('the screen in front has a key first, and gives it back', () => {
    const keyboard = createKeyboard();
    const [below, above] = [shortcut('e'), shortcut('e')];
    keyboard.register([below]);
    const leave = keyboard.register([above]);
    expect(keyboard.list()).toEqual([above]);
    keyboard.press(pressOf('e'));
    leave();
    keyboard.press(pressOf('e'));
    expect([below.run.mock.calls.length, above.run.mock.calls.length]).toEqual([1, 1]);
  });

  test('single letters can be turned off; combinations stay', () => {
    const keyboard = createKeyboard();
    keyboard.register([shortcut('e'), shortcut('g m'), shortcut('mod+Enter')]);
    keyboard.setLetters(false);
    expect([pressOf('e'), pressOf('g'), pressOf('Enter', { metaKey: true })].map((press) => keyboard.press(press))).toEqual([false, false, true]);
  });

  test.each([
    ['mod+Enter', true, '⌘↵'],
    ['mod+shift+Enter', false, 'Ctrl+Shift+Enter'],
    ['alt+a', true, '⌥A'],
    ['g m', false, 'g m'],
  ])('%s is printed (Apple: %s) as %s', (keys, isApple, text) => expect(printed(keys, isApple)).toBe(text));
});

test.each([
  [['ar-EG', 'en'], 'ar'],
  [['fr', 'DE-at'], 'de'],
  [['fr'], 'en'],
  [[], 'en'],
])('a browser that wants %j gets %s', (wanted, language) => expect(languageFor(wanted)).toBe(language));

test.each([
  ['Diego Ramos', 'DR'],
  ['Sanne de Vries', 'SV'],
  ['+34 600', '36'],
  ['omar', 'O'],
  ['عمر حداد', 'عح'],
  ['👩‍🚀 Ada', 'A'],
  ['— …', ''],
])('initials of %s', (name, initials) => expect(initialsOf(name)).toBe(initials));

test('a hue is the same for the same text', () => {
  expect(hueOf('a1')).toBe(hueOf('a1'));
  expect(new Set(['a1', 'a2', 'a3', 'a4'].map(hueOf)).size).toBe(4);
});
