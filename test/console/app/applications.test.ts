import { expect, test } from 'vitest';
import { chatPlace, placeOf } from '../../../console/src/settings/applications/places.ts';

const TOKEN = 'aaaaBBBBccccDDDDeeeeFFFF-gggHHHH_iiiJJJJkkk';

test('the page of a chat names the application and the chat', () => {
  expect(placeOf({ token: TOKEN, number: 12 })).toBe(`${TOKEN}.12`);
  expect(chatPlace(`${TOKEN}.12`)).toEqual({ token: TOKEN, number: 12 });
});
test.each([TOKEN, `${TOKEN}.0`, `${TOKEN}.`, `${TOKEN}.1.2`, '.1', `${TOKEN}.-1`, `a/b.1`, `${TOKEN}.1234567890123456`])('%s is no chat', (id) =>
  expect(chatPlace(id)).toBeUndefined(),
);
