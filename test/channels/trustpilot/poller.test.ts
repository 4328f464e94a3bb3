import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutgoingAnswer, OutgoingCall } from '../../../channels/outbound.ts';
import type { Polled } from '../../../channels/poller.ts';
import { parseTrustpilot } from '../../../channels/trustpilot/parse.ts';
import { poller } from '../../../channels/trustpilot/poller.ts';

interface Review {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt?: string;
}
const START = Date.parse('2026-11-01T00:00:00Z');
const SINCE = new Date(START).toISOString();
const at = (second: number): string => new Date(START + second * 1_000).toISOString();

/** The two routes of Trustpilot's API that are called. `instead`: what a call answers in place of the truth. */
const trustpilot = (
  reviews: () => readonly Review[],
  instead: (path: string, asked: number) => Partial<OutgoingAnswer> | Error | undefined = () => undefined,
) => {
  const asked: URL[] = [];
  const key = `key-${Math.random()}`;
  const fetch = async (url: string, { headers }: OutgoingCall): Promise<OutgoingAnswer> => {
    const target = new URL(url);
    asked.push(target);
    const other = instead(target.pathname, asked.length);
    if (other instanceof Error) throw other;
    if (other) return { status: 200, retryAfter: null, body: '', ...other };
    if (target.pathname.endsWith('/accesstoken')) {
      const isKnown = headers['authorization'] === `Basic ${Buffer.from(`${key}:secret`).toString('base64')}`;
      return { status: isKnown ? 200 : 401, retryAfter: null, body: JSON.stringify({ access_token: 'token', expires_in: '359999' }) };
    }
    expect(headers['authorization']).toBe('Bearer token');
    const query = target.searchParams;
    const [size, page] = [Number(query.get('perPage')), Number(query.get('page'))];
    const from = Date.parse(query.get('startDateTime') ?? '');
    const found = reviews()
      .filter(({ createdAt }) => Date.parse(createdAt) >= from)
      .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : 1));
    const own = found
      .slice((page - 1) * size, page * size)
      .map((one) => ({ ...one, stars: 4, text: one.id, consumer: { id: `of-${one.id}`, displayName: 'C' } }));
    return { status: 200, retryAfter: null, body: JSON.stringify({ reviews: own }) };
  };
  const credentials = { ...CREDENTIALS, apiKey: key, apiSecret: 'secret' };
  const settings = { baseUrl: 'https://api.trustpilot.example', timeoutMs: 1_000, fetch };
  return {
    asked,
    poll: (cursor: string | null, given: object = {}): Promise<Polled> =>
      poller.poll({ cursor, since: SINCE, credentials: { ...credentials, ...given }, settings }),
  };
};

const CREDENTIALS = { businessUnitId: 'unit 1', webhookSecret: 'webhook-secret' };
const idsOf = (polled: Polled): string[] =>
  polled.outcome === 'page' && polled.news.length > 0
    ? parseTrustpilot({ body: Buffer.from(poller.callOf(polled.news, CREDENTIALS).body), receivedAt: START }).flatMap((one) =>
        one.kind === 'event' ? [`${one.event.verb} ${one.event.providerId}`] : [one.kind],
      )
    : [];

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('write' as const), count: fc.integer({ min: 1, max: 130 }), apart: fc.constantFrom(0, 0, 1, 400) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('poll' as const), die: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), index: fc.nat(200) }) },
);

describe('reviews that are fetched', () => {
  it('are all of them, whatever is written, deleted, or at the same instant between two pages, and wherever a poller dies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        let reviews: Review[] = [];
        let clock = 0;
        const brought = new Set<string>();
        const api = trustpilot(() => reviews);
        let cursor: string | null = null;
        const pollOnce = async (die: boolean): Promise<boolean> => {
          const polled = await api.poll(cursor);
          if (polled.outcome !== 'page') throw new Error(polled.outcome);
          // It dies before or after the page is kept, and before the cursor is.
          if (die) return true;
          for (const id of idsOf(polled)) brought.add(id.replace('created ', ''));
          ({ cursor } = polled);
          return polled.more;
        };
        let written = 0;
        for (const one of steps) {
          if (one.do === 'poll') await pollOnce(one.die);
          else if (one.do === 'delete') reviews = reviews.filter((_, index) => index !== one.index);
          else
            for (let n = 0; n < one.count; n += 1) {
              clock += one.apart;
              reviews.push({ id: String((written += 1)).padStart(6, '0'), createdAt: at(clock) });
            }
        }
        // A review that was deleted among many of one instant moves the others: the round after finds those, however much time the first one covered.
        for (const _round of [1, 2]) for (let more = true; more; ) more = await pollOnce(false);
        expect(reviews.map(({ id }) => id).filter((id) => !brought.has(id))).toEqual([]);
      }),
      {
        numRuns: 150,
        examples: [
          [
            [
              { do: 'write', count: 50, apart: 0 },
              { do: 'poll', die: false },
              { do: 'write', count: 94, apart: 400 },
              { do: 'delete', index: 0 },
              { do: 'write', count: 1, apart: 1 },
              { do: 'write', count: 123, apart: 400 },
            ],
          ],
        ],
      },
    );
  });

  it('begin when the origin was connected, and look a day back each time', async () => {
    const reviews: Review[] = [
      { id: 'old', createdAt: at(-5) },
      { id: 'new', createdAt: at(100_000) },
      { id: 'changed', createdAt: at(120_000), updatedAt: at(130_000) },
    ];
    const api = trustpilot(() => reviews);
    const first = await api.poll(null);
    expect(idsOf(first)).toEqual(['created new', 'created changed', 'edited changed']);
    reviews.push({ id: 'late', createdAt: at(60_000) });
    expect(first).toMatchObject({ outcome: 'page', more: false });
    const second = await api.poll(first.outcome === 'page' ? first.cursor : null);
    expect(idsOf(second)).toEqual(['created late', 'created new', 'created changed', 'edited changed']);
    // One token for both.
    expect(api.asked.filter(({ pathname }) => pathname.endsWith('/accesstoken'))).toHaveLength(1);
    expect(api.asked.at(-1)?.pathname).toBe('/v1/private/business-units/unit%201/reviews');
  });

  it('with nothing new are no call, and without credentials nothing is asked', async () => {
    const api = trustpilot(() => []);
    expect(await api.poll(null)).toMatchObject({ outcome: 'page', news: [], more: false, from: SINCE });
    const before = api.asked.length;
    expect([await api.poll(null, { apiKey: undefined }), await api.poll(null, { apiSecret: undefined })]).toEqual([{ outcome: 'idle' }, { outcome: 'idle' }]);
    expect(api.asked).toHaveLength(before);
  });

  it('are told apart by version: an edit is another one, the same review again is not, and one without an id is its bytes', async () => {
    const one = { id: 'a', createdAt: at(1), stars: 4, text: 'fine' };
    const keys = async (reviews: readonly object[]): Promise<string[]> => {
      const polled = await trustpilot(
        () => [],
        (path) => (path.endsWith('/reviews') ? { body: JSON.stringify({ reviews }) } : undefined),
      ).poll(null);
      return polled.outcome === 'page' ? polled.news.map(({ key }) => key) : [];
    };
    const [created, ...none] = await keys([one]);
    expect(none).toEqual([]);
    expect(await keys([{ ...one, companyReply: { text: 'Thank you' } }])).toEqual([created]);
    const edited = await keys([{ ...one, updatedAt: at(2), text: 'bad' }]);
    expect(edited).toEqual([created, expect.stringContaining('bad')]);
    expect(
      new Set([...edited, ...(await keys([{ ...one, updatedAt: at(3), text: 'bad' }])), ...(await keys([{ ...one, updatedAt: at(3), stars: 1 }]))]).size,
    ).toBe(4);
    expect(new Set(await keys([{ text: 'x' }, { text: 'y' }, { text: 'x' }])).size).toBe(2);
  });

  it('that make a page too long come in a smaller one', async () => {
    const api = trustpilot(
      () => [{ id: 'a', createdAt: at(1) }],
      (path, asked) => (path.endsWith('/reviews') && asked === 2 ? { body: '{"reviews":[{"id":"a' } : undefined),
    );
    expect(idsOf(await api.poll(null))).toEqual(['created a']);
    expect(api.asked.map((url) => url.searchParams.get('perPage'))).toEqual([null, '50', '5']);
  });

  it.each<[string, Partial<OutgoingAnswer> | Error, object]>([
    ['a limit', { status: 429, retryAfter: '120' }, { reason: 'reviews: 429', afterSeconds: 120 }],
    ['an error of theirs', { status: 503 }, { reason: 'reviews: 503' }],
    ['an answer that is no list', { body: '[]' }, { reason: 'reviews: an answer that is no list' }],
    ['no answer', Object.assign(new Error('x'), { code: 'ETIMEDOUT' }), { reason: 'ETIMEDOUT' }],
    ['a failure of another kind', new Error('x'), { reason: 'no answer' }],
  ])('meet %s: later, with the same cursor', async (_, answer, told) => {
    const api = trustpilot(
      () => [],
      (path) => (path.endsWith('/reviews') ? answer : undefined),
    );
    expect(await api.poll(null)).toEqual({ outcome: 'retry', ...told });
  });

  it.each<[string, Partial<OutgoingAnswer>]>([
    ['is refused', { status: 401 }],
    ['is none', { body: '{"access_token":7}' }],
    ['cannot be read', { body: '<html>' }],
  ])('whose token %s: later', async (_, answer) => {
    const api = trustpilot(
      () => [],
      (path) => (path.endsWith('/accesstoken') ? answer : undefined),
    );
    expect(await api.poll(null)).toMatchObject({ outcome: 'retry' });
  });

  it('whose token is no longer taken ask for another one the next time', async () => {
    const api = trustpilot(
      () => [],
      (path, asked) => (path.endsWith('/reviews') && asked === 2 ? { status: 401 } : undefined),
    );
    expect(await api.poll(null)).toEqual({ outcome: 'retry', reason: 'reviews: 401' });
    expect(await api.poll(null)).toMatchObject({ outcome: 'page' });
    expect(api.asked.filter(({ pathname }) => pathname.endsWith('/accesstoken'))).toHaveLength(2);
  });
});
