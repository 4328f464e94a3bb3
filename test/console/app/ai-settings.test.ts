import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weekday } from '../../../console/src/i18n/format.ts';
import { type Ai, type AiForm, aiOf, formOf, leavingOf } from '../../../console/src/settings/ai/draft.ts';

const HERE = 'Europe/Rome';
const hours = { timeZone: 'Europe/Berlin', from: '18:00', to: '08:00', days: [1, 5] };

describe('what AI does, in a form', () => {
  test('everything is off at first, with proposals for who turns it on', () =>
    expect(formOf({}, HERE)).toEqual({
      suggestions: false,
      sentiment: false,
      onRequest: false,
      replies: false,
      threshold: '90',
      hasHours: false,
      timeZone: HERE,
      from: '18:00',
      to: '08:00',
      days: [],
    }));
  test.each<[Ai, boolean]>([
    [{ suggestions: true }, true],
    [{ sentiment: true }, true],
    [{ replies: { threshold: 1 } }, true],
    [{ replies: null }, false],
    [{ suggestions: true, onRequest: false }, false],
    [{ onRequest: true }, true],
  ])('with %j, agents can ask: %s', (ai, can) => expect(formOf(ai, HERE).onRequest).toBe(can));
  test('hours are sent only if they are on, and all days are no choice', () => {
    const form: AiForm = { ...formOf({ replies: { threshold: 0.855, hours } }, HERE), suggestions: true };
    expect(form.threshold).toBe('85.5');
    expect(aiOf(form)).toEqual({ suggestions: true, sentiment: false, onRequest: true, replies: { threshold: 0.855, hours } });
    expect(aiOf({ ...form, hasHours: false, threshold: ' 90,5 ' }).replies).toEqual({ threshold: 0.905 });
    expect(aiOf({ ...form, days: ['7', '1', '2', '3', '4', '5', '6'] }).replies?.hours).not.toHaveProperty('days');
    expect(aiOf({ ...form, days: ['5', '1'] }).replies?.hours?.days).toEqual([1, 5]);
    expect(aiOf({ ...form, replies: false }).replies).toBeNull();
  });
  test.each(['', 'ninety'])('“%s” is no threshold, and is not sent as 0', (threshold) =>
    expect(aiOf({ ...formOf({ replies: { threshold: 1 } }, HERE), threshold }).replies?.threshold).toBeNaN(),
  );
  test('what was saved is shown and means the same', () => {
    const ai = fc.record({
      suggestions: fc.boolean(),
      sentiment: fc.boolean(),
      onRequest: fc.boolean(),
      replies: fc.option(
        fc.record({
          threshold: fc.integer({ min: 0, max: 10_000 }).map((part) => part / 10_000),
          hours: fc.constantFrom(hours, { ...hours, days: [2] }),
        }),
      ),
    });
    fc.assert(
      fc.property(ai, (saved) => {
        const shown = aiOf(formOf(saved, HERE));
        expect(shown.replies?.threshold ?? 0).toBeCloseTo(saved.replies?.threshold ?? 0, 9);
        expect({ ...shown, replies: shown.replies && { ...shown.replies, threshold: 0 } }).toEqual({
          ...saved,
          replies: saved.replies && { ...saved.replies, threshold: 0 },
        });
      }),
    );
  });
});

test.each<[Partial<AiForm>, string]>([
  [{}, 'nothing'],
  [{ onRequest: true }, 'asked'],
  [{ onRequest: true, sentiment: true }, 'all'],
  [{ replies: true }, 'all'],
  [{ suggestions: true }, 'all'],
])('%j: what leaves is %s', (form, leaving) => expect(leavingOf({ ...formOf({}, HERE), ...form })).toBe(leaving));

test('days begin with Monday', () => {
  expect([weekday('en', 1), weekday('en', 7), weekday('de', 3)]).toEqual(['Monday', 'Sunday', 'Mittwoch']);
});
