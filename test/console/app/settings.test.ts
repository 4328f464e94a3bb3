import { describe, expect, test, vi } from 'vitest';
import { ParleyError, type ProblemCode } from '../../../client/rest/problem.ts';
import { type Addresses, takeLink } from '../../../console/src/data/link.ts';
import { allOf } from '../../../console/src/settings/data/all.ts';
import { changedOf } from '../../../console/src/settings/data/changed.ts';
import { refusalOf, withoutField } from '../../../console/src/settings/data/problem.ts';

describe('the link of a mail', () => {
  test.each([
    ['#reset=abc.DEF-1_2', { kind: 'reset', token: 'abc.DEF-1_2' }],
    ['#invitation=x', { kind: 'invitation', token: 'x' }],
  ])('%s is taken out of the address', (hash, expected) => {
    const replaceState = vi.fn<Addresses['replaceState']>();
    expect(takeLink({ hash, pathname: '/' }, { replaceState })).toEqual(expected);
    expect(replaceState).toHaveBeenCalledExactlyOnceWith(null, '', '/');
  });
  test.each(['', '#reset=', '#other=x', '#reset=a b', '#reset=a&b', '#reset=<i>'])('“%s” is none', (hash) => {
    const replaceState = vi.fn<Addresses['replaceState']>();
    expect(takeLink({ hash, pathname: '/' }, { replaceState })).toBeUndefined();
    expect(replaceState).not.toHaveBeenCalled();
  });
});

const refused = (errors: { path: string; message: string }[], code: ProblemCode = 'unprocessable'): ParleyError =>
  new ParleyError({ code, title: 'No', status: 422, detail: 'That does not fit.', errors });

describe('what a form shows of a refusal', () => {
  test('each message at its field; then the detail says nothing new', () =>
    expect(refusalOf(refused([{ path: 'name', message: 'is empty' }]), ['name', 'password'], 'gone')).toEqual({
      fields: { name: 'is empty' },
      detail: undefined,
      rest: [],
    }));
  test('a member’s message at the field that has it, the longest name first, JSON pointers too', () =>
    expect(
      refusalOf(
        refused([
          { path: '/credentials/imap/host', message: 'is private' },
          { path: 'credentials.botToken', message: 'is too long' },
          { path: 'teamIds.0', message: 'does not exist' },
          { path: 'teamIds.1', message: 'does not exist either' },
        ]),
        ['credentials', 'credentials.botToken', 'credentials.imap.host', 'teamIds'],
        'gone',
      ).fields,
    ).toEqual({ 'credentials.imap.host': 'is private', 'credentials.botToken': 'is too long', teamIds: 'does not exist does not exist either' }));
  test('what no field has is said above the button', () =>
    expect(refusalOf(refused([{ path: 'channel', message: 'is not built' }]), ['channelName'], 'gone')).toEqual({
      fields: {},
      detail: 'That does not fit.',
      rest: [{ path: 'channel', message: 'is not built' }],
    }));
  test('a field that is typed in loses its message', () => {
    const refusal = refusalOf(
      refused([
        { path: 'name', message: 'is empty' },
        { path: 'email', message: 'is taken' },
      ]),
      ['name', 'email'],
      '',
    );
    expect(withoutField(refusal, 'name')).toEqual({ ...refusal, fields: { email: 'is taken' } });
  });
  test('a refusal without fields has its detail', () => expect(refusalOf(refused([], 'conflict'), ['name'], 'gone').detail).toBe('That does not fit.'));
  test('a hub that does not answer is told as such', () => expect(refusalOf(new TypeError('fetch failed'), [], 'gone').detail).toBe('gone'));
});

test('what differs is what is sent', () => {
  const before = { name: 'a', teamIds: ['x'], visibleTo: { agentIds: [] }, priority: 1 };
  expect(changedOf(before, { ...before })).toEqual({});
  expect(changedOf(before, { ...before, name: 'b', teamIds: ['x', 'y'] })).toEqual({ name: 'b', teamIds: ['x', 'y'] });
  expect(changedOf({ timer: undefined as unknown }, { timer: null })).toEqual({ timer: null });
});

describe('a whole list', () => {
  test('is read to its end', async () => {
    const read = vi.fn((cursor: string | undefined) =>
      Promise.resolve(cursor === undefined ? { items: [1, 2], nextCursor: 'c' } : { items: [3], nextCursor: null }),
    );
    expect(await allOf(read)).toEqual([1, 2, 3]);
    expect(read.mock.calls).toEqual([[undefined], ['c']]);
  });
  test('ends, also if its cursors do not', async () => {
    expect(await allOf(() => Promise.resolve({ items: [1], nextCursor: 'again' }))).toHaveLength(50);
  });
});
