import { describe, expect, test, vi } from 'vitest';
import { BULK, changeMany } from '../../../console/src/data/bulk.ts';
import { fitting, type Offer, recent, sequenceOf, visited } from '../../../console/src/data/palette.ts';
import { ticketOf } from './samples.ts';

const offer = (label: string): Offer => ({ id: label, label, group: 'g', run: () => undefined });
const OFFERS = ['My tickets', 'All tickets', 'Snoozed', 'Caffè', 'Dark theme', 'Unassigned'].map(offer);
const found = (text: string, most = 9) => fitting(OFFERS, text, most).map(({ label }) => label);

describe('the palette', () => {
  test.each([
    ['', ['My tickets', 'All tickets', 'Snoozed', 'Caffè', 'Dark theme', 'Unassigned']],
    ['tick', ['My tickets', 'All tickets']],
    ['TICKETS all', ['All tickets']],
    ['caffe', ['Caffè']],
    ['s', ['Snoozed', 'My tickets', 'All tickets', 'Unassigned']],
    ['zzz', []],
  ])('“%s” finds %j', (text, labels) => expect(found(text)).toEqual(labels));
  test('no more than asked for', () => expect(found('', 2)).toHaveLength(2));

  test.each([
    ['#12', 12],
    [' 1046 ', 1046],
    ['12a', undefined],
    ['', undefined],
    ['#0', undefined],
  ])('“%s” is ticket %s', (text, sequence) => expect(sequenceOf(text)).toBe(sequence));

  test('the tickets that were open last come first, eight of them', () => {
    const kept = new Map<string, string>();
    const shelf = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'c']) visited(shelf, id);
    expect(recent(shelf)).toEqual(['c', 'i', 'h', 'g', 'f', 'e', 'd', 'b']);
  });
  test('without storage there are none', () => {
    const broken = {
      getItem: () => '{',
      setItem: () => {
        throw new Error('full');
      },
    };
    visited(broken, 'a');
    expect(recent(broken)).toEqual([]);
  });
});

describe('a change of many', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, at) => `t${at}`);
  test('goes in parts of a hundred; what fails is told with its reason, alone', async () => {
    const put = vi.fn();
    const post = vi.fn((body: { ids: readonly string[] }) =>
      Promise.resolve({
        results: body.ids.map((id) =>
          id === 't3'
            ? { id, status: 409, error: { code: 'illegal_transition', title: '', detail: 'It is closed.' } }
            : { id, status: 200, ticket: ticketOf({ id }) },
        ),
      }),
    );
    const outcome = await changeMany(ids(BULK + 5), { priority: 'high' }, post as never, put);
    expect(outcome).toEqual({ done: BULK + 4, failed: [{ id: 't3', reason: 'It is closed.' }] });
    expect(post.mock.calls.map(([{ ids: part }]) => part.length)).toEqual([BULK, 5]);
    expect(put.mock.calls[0]?.[0]).toHaveLength(BULK - 1);
  });
  test('a part that cannot be sent leaves the others', async () => {
    let calls = 0;
    const post = (body: { ids: readonly string[] }) =>
      (calls += 1) === 1 ? Promise.reject(new Error('gone')) : Promise.resolve({ results: body.ids.map((id) => ({ id, status: 500 })) });
    const outcome = await changeMany(ids(BULK + 1), {}, post as never, () => undefined);
    expect([outcome.done, outcome.failed.length, outcome.failed[0]?.reason, outcome.failed.at(-1)?.reason]).toEqual([0, BULK + 1, 'gone', '500']);
  });
});
