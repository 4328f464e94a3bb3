import { describe, expect, it } from 'vitest';
import { inbound } from '../../../channels/linkedin/inbound.ts';
import { pollerWith } from '../../../channels/linkedin/poller.ts';
import type { OutgoingAnswer, OutgoingCall } from '../../../channels/outbound.ts';
import { eventsOf, request } from '../reading.ts';

const CREDENTIALS = { clientSecret: 'client-secret', accessToken: 'token', organizationId: '8' };
const SINCE = '2026-11-01T00:00:00.000Z';
const NOW = Date.parse('2026-11-21T10:00:00Z');
const DAY = 86_400_000;
const note = (n: number, at = NOW - 1_000) => ({
  notificationId: n,
  organizationalEntity: 'urn:li:organization:8',
  action: 'COMMENT',
  lastModifiedAt: at,
  decoratedGeneratedActivity: { comment: { entity: `urn:li:comment:(urn:li:activity:1,${n})`, owner: 'urn:li:person:a', text: `text ${n}` } },
});
const answer = (elements: unknown, status = 200): OutgoingAnswer => ({ status, body: JSON.stringify({ elements }), retryAfter: null });

const poll = async (cursor: string | null, ...answers: (OutgoingAnswer | Error)[]) => {
  const calls: (OutgoingCall & { readonly url: URL })[] = [];
  const fetch = async (url: string, call: OutgoingCall): Promise<OutgoingAnswer> => {
    calls.push({ url: new URL(url), ...call });
    const next = answers.shift();
    if (next === undefined || next instanceof Error) throw next ?? new Error('one call more than expected');
    return next;
  };
  const settings = { baseUrl: 'https://api.linkedin.example', timeoutMs: 1_000, fetch };
  const polled = await pollerWith(() => NOW).poll({ cursor, since: SINCE, credentials: CREDENTIALS, settings });
  return { polled, calls };
};
const many = (count: number, from = 0) => Array.from({ length: count }, (_, n) => note(from + n));

describe('what the webhook has missed', () => {
  it('is asked for since the origin was connected, with the organization’s token', async () => {
    const { polled, calls } = await poll(null, answer([note(1)]));
    const [call] = calls;
    expect(call?.url.search).toBe(
      `?q=criteria&actions=List(COMMENT,ADMIN_COMMENT,COMMENT_EDIT,COMMENT_DELETE,SHARE_MENTION)&organizationalEntity=urn%3Ali%3Aorganization%3A8&timeRange=(start:${Date.parse(SINCE)},end:${NOW})&start=0&count=50`,
    );
    expect([call?.method, call?.headers]).toMatchObject(['GET', { authorization: 'Bearer token', 'x-restli-protocol-version': '2.0.0' }]);
    const from = new Date(NOW - DAY).toISOString();
    expect(polled).toMatchObject({ outcome: 'page', more: false, from, news: [{ key: '1', at: new Date(NOW - 1_000).toISOString(), element: note(1) }] });
  });

  it('comes in pages of one time range, and the next round begins a day before its end', async () => {
    const first = await poll(null, answer(many(50)));
    if (first.polled.outcome !== 'page') throw new Error('no page');
    expect(first.polled).toMatchObject({ more: true, from: SINCE });
    const second = await poll(first.polled.cursor, answer(many(3, 50)));
    expect(second.calls[0]?.url.search).toContain(`timeRange=(start:${Date.parse(SINCE)},end:${NOW})&start=50&`);
    if (second.polled.outcome !== 'page') throw new Error('no page');
    const third = await poll(second.polled.cursor, answer([]));
    expect(third.calls[0]?.url.search).toContain(`timeRange=(start:${NOW - DAY},end:${NOW})&start=0&`);
    expect(third.polled).toMatchObject({ more: false, news: [] });
  });

  it('does not begin before the origin was connected', async () => {
    const cursor = JSON.stringify({ from: Date.parse(SINCE), to: Date.parse(SINCE) + 1_000, start: 0 });
    expect((await poll(cursor, answer([]))).polled).toMatchObject({ from: SINCE });
  });

  it('is delivered as the webhook would bring it, so that both are one message', async () => {
    const call = pollerWith(() => NOW).callOf([{ key: '1', at: SINCE, element: note(1) }], CREDENTIALS);
    const given = request(call.body, { headers: call.headers });
    expect(inbound.verify(given, [CREDENTIALS])).toBe(true);
    expect(eventsOf(await inbound.parse(given, CREDENTIALS))).toMatchObject([
      { providerId: 'urn:li:comment:(urn:li:activity:1,1)', content: { text: 'text 1' } },
    ]);
  });

  it('without an id is known by what it says, and without a time by its round', async () => {
    const { polled } = await poll(null, answer([{ action: 'COMMENT' }, 7]));
    expect(polled).toMatchObject({ news: [{ key: '{"action":"COMMENT"}', at: SINCE }, { key: '{}' }] });
  });

  it('is asked for in smaller pages where an answer is cut off', async () => {
    const { polled, calls } = await poll(null, { status: 200, body: '{"elements":[', retryAfter: null }, answer(many(5)));
    expect([calls.map(({ url }) => url.searchParams.get('count')), polled]).toMatchObject([['50', '5'], { outcome: 'page', more: true }]);
  });

  it.each<[string, (OutgoingAnswer | Error)[], object]>([
    ['an expired token', [answer(null, 401)], { reason: 'notifications: 401', expired: true }],
    ['no permission', [answer(null, 403)], { reason: 'notifications: 403' }],
    ['too many calls', [{ status: 429, body: '', retryAfter: '60' }], { reason: 'notifications: 429', afterSeconds: 60 }],
    ['no list', [answer(null), answer({})], { reason: 'notifications: an answer that is no list' }],
    ['no answer', [Object.assign(new Error('x'), { code: 'ETIMEDOUT' })], { reason: 'ETIMEDOUT' }],
    ['a failure of another kind', [new Error('x')], { reason: 'no answer' }],
  ])('%s is tried again', async (_, answers, retry) => {
    const { polled } = await poll(null, ...answers);
    expect(polled).toEqual({ outcome: 'retry', ...retry });
  });
});
