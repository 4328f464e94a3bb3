import { expect, test } from 'vitest';
import { idOf, placeOf } from '../../../console/src/chats/places.ts';

const TOKEN = 'aaaaBBBBccccDDDDeeeeFFFF-gggHHHH_iiiJJJJkkk';

test('the address of a chat names the application and the chat', () => {
  expect(idOf({ token: TOKEN, number: 12 })).toBe(`${TOKEN}.12`);
  expect(placeOf('chat', `${TOKEN}.12`)).toEqual({ kind: 'chat', token: TOKEN, number: 12 });
});
test.each([TOKEN, `${TOKEN}.0`, `${TOKEN}.`, `${TOKEN}.1.2`, '.1', `${TOKEN}.-1`, `a/b.1`, `${TOKEN}.1234567890123456`])('%s is no chat', (id) =>
  expect(placeOf('chat', id)).toBeUndefined(),
);
test('applications, groups and reports by their state have an address', () => {
  expect(placeOf(undefined, undefined)).toEqual({ kind: 'none' });
  expect(placeOf('application', TOKEN)).toEqual({ kind: 'application', token: TOKEN });
  expect(placeOf('group', '3f0a6c1e-0000-4000-8000-000000000001')).toEqual({ kind: 'group', id: '3f0a6c1e-0000-4000-8000-000000000001' });
  expect(placeOf('reports', 'settled')).toEqual({ kind: 'reports', state: 'settled' });
});
test.each([
  ['reports', 'all'],
  ['reports', undefined],
  ['group', 'a/b'],
  ['application', '..'],
  ['direct', 'x'],
])('%s %s is no place', (kind, id) => expect(placeOf(kind, id)).toBeUndefined());
