import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LONGEST_REPLY } from '../../demo/providers/trustpilot.ts';
import { type Api, api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Message, Origin, Ticket } from '../harness/shapes.ts';
import { parleySignature } from '../harness/sign.ts';
import { createTenant, type TestTenant } from '../harness/tenant.ts';
import { API_KEY, API_SECRET, BUSINESS_USER, type Review, startTrustpilot, type TrustpilotDouble } from '../harness/trustpilot.ts';
import { until } from '../harness/until.ts';

/** Only ends a broken test: repeats come at growing intervals. */
const LIMIT_MS = 120_000;

interface Shown extends Origin {
  readonly receiveOnly?: boolean;
  readonly missingCredentials?: readonly string[];
  readonly lostAccess?: { readonly error: { readonly code: string } };
}

describe('reviews that are answered', { timeout: 240_000 }, () => {
  const unit = `unit-${randomUUID().slice(0, 8)}`;
  const secret = randomUUID();
  let provider: TrustpilotDouble;
  let hub: Hub;
  let tenant: TestTenant;
  let admin: Api;
  let origin: Shown;

  beforeAll(async () => {
    provider = await startTrustpilot();
    const env = { PARLEY_OUTGOING_ALLOW: provider.host, TRUSTPILOT_API_URL: provider.url, SEND_TIMEOUT_MS: '2500' };
    hub = await startHub({ env: { ...env, PARLEY_SCHEDULE_SECONDS: '0.3', POLL_EVERY_SECONDS: '0.5', SEND_PAUSE_MS: '300' } });
    tenant = await createTenant(hub);
    ({ admin } = tenant);
    const credentials = { businessUnitId: unit, webhookSecret: secret, apiKey: API_KEY, apiSecret: API_SECRET };
    origin = await admin.post<Shown>('/v1/origins', { channel: 'trustpilot', name: 'Reviews', credentials });
  });
  afterAll(async () => {
    provider.close();
    await hub.stop();
    removeHome(hub.home);
  });

  const post = async (what: string, review: Review): Promise<void> => {
    const body = JSON.stringify({ events: [{ eventName: `service-review-${what}`, version: '1', eventData: review }] });
    const headers = { 'content-type': 'application/json', ...parleySignature(secret, body) };
    expect((await api(hub.baseUrl).call('POST', origin.webhookPath, { raw: body, headers })).status).toBe(200);
  };
  const ticketOf = ({ consumer }: Review): Promise<Ticket> =>
    until(`there is a ticket of ${consumer.displayName}`, async () =>
      (await allTickets(admin, `?originId=${origin.id}`)).find(({ author }) => author.name === consumer.displayName),
    );
  const shown = () => admin.get<Shown>(`/v1/origins/${origin.id}`);
  /** A review that the poller brings, and its ticket. */
  const reviewed = async (text: string) => {
    const review = provider.write(unit, text);
    const ticket = await ticketOf(review);
    const at = `/v1/tickets/${ticket.id}/messages`;
    const message = async (number: number): Promise<Message | undefined> => (await ticketMessages(admin, ticket.id)).find((one) => one.number === number);
    const reply = (words: string) => admin.post<Message>(at, { kind: 'reply', text: words });
    const settled = (number: number, state = 'sent') =>
      until(
        `message ${number} is ${state}`,
        async () => {
          const one = await message(number);
          return one?.delivery?.state === state ? one : undefined;
        },
        LIMIT_MS,
      );
    return { review, ticket, at, message, reply, settled, standing: () => provider.review(review.id).companyReply };
  };

  it('cannot be answered until the business user is named, and the origin says so', async () => {
    expect(origin).toMatchObject({ receiveOnly: true, missingCredentials: ['businessUserId'] });
    await admin.patch(`/v1/origins/${origin.id}`, { credentials: { businessUserId: BUSINESS_USER } });
    expect(await shown()).not.toHaveProperty('receiveOnly');
  });

  it('by webhook and by poller are one ticket with its stars; one reply is one call, which is edited, taken back and written anew', async () => {
    const { review, ticket, at, reply, settled, standing, message } = await reviewed('Late again');
    await post('created', review);
    const calls = provider.calls(unit).length;
    await until('it was polled again', () => provider.calls(unit).length >= calls + 2);
    expect(await ticketMessages(admin, ticket.id)).toMatchObject([{ providerId: review.id, surface: 'review', starRating: review.stars }]);
    expect(await admin.get(`/v1/tickets/${ticket.id}`)).toMatchObject({ starRating: review.stars });

    const { number } = await reply('We are sorry');
    await settled(number);
    expect(provider.replies(review.id)).toMatchObject([
      { method: 'POST', status: 201, body: { authorBusinessUserId: BUSINESS_USER, message: 'We are sorry' } },
    ]);
    const second = await admin.call('POST', at, { body: { kind: 'reply', text: 'Me too' } });
    expect([second.status, second.body]).toMatchObject([422, { errors: [{ path: 'inReplyTo' }] }]);

    expect(await admin.patch(`${at}/${number}`, { text: 'We are very sorry' })).toMatchObject({ delivery: { state: 'queued', change: 'edit' } });
    await settled(number);
    expect(standing()).toMatchObject({ text: 'We are very sorry', authorBusinessUserId: BUSINESS_USER, updatedAt: expect.any(String) as string });
    expect((await admin.get<{ items: object[] }>(`${at}/${number}/edits`)).items).toMatchObject([{ text: 'We are sorry' }]);

    await admin.call('DELETE', `${at}/${number}`);
    expect(await settled(number)).toMatchObject({ deleted: true, text: null });
    expect(standing()).toBeNull();
    const next = await reply('Please write to us');
    await settled(next.number);
    expect(standing()).toMatchObject({ text: 'Please write to us' });
    expect(provider.replies(review.id).map(({ method }) => method)).toEqual(['POST', 'POST', 'DELETE', 'POST']);
    expect(await message(number)).toMatchObject({ deleted: true });
  });

  it('are answered with a new token when the old one has expired', async () => {
    const { review, reply, settled, standing } = await reviewed('Fine');
    provider.expire();
    // A poll may renew the token before the reply leaves: the first call of the reply says it is expired all the same.
    provider.behaveReplies(review.id, [401]);
    const { number } = await reply('Thank you');
    await settled(number);
    expect(provider.replies(review.id).map(({ status }) => status)).toEqual([401, 201]);
    expect(standing()).toMatchObject({ text: 'Thank you' });
  });

  it('wait for Retry-After, and are answered once after errors, silence and lost answers, and so are edits and deletions', async () => {
    const { review, at, reply, settled, standing } = await reviewed('Hm');
    provider.behaveReplies(review.id, [{ status: 429, retryAfter: 3 }, 500, 'silent', 'lost']);
    const { number } = await reply('Once');
    await settled(number);
    const [limited, next, ...more] = provider.replies(review.id);
    expect((next?.at ?? 0) - (limited?.at ?? 0)).toBeGreaterThanOrEqual(2_900);
    expect(more).toHaveLength(3);
    expect(standing()).toMatchObject({ text: 'Once' });
    provider.behaveReplies(review.id, [503, 'lost']);
    await admin.patch(`${at}/${number}`, { text: 'Twice' });
    await settled(number);
    expect(standing()).toMatchObject({ text: 'Twice' });
    // The second deletion finds nothing to delete, which is what was asked for.
    provider.behaveReplies(review.id, ['lost']);
    await admin.call('DELETE', `${at}/${number}`);
    await settled(number);
    expect(standing()).toBeNull();
    expect(provider.replies(review.id).slice(-2)).toMatchObject([
      { method: 'DELETE', status: 204 },
      { method: 'DELETE', status: 404 },
    ]);
  });

  it('fail with the words of the provider, and a lost permission stands on the origin until it is back', async () => {
    const { review, at, ticket, reply, settled, standing } = await reviewed('So so');
    const long = await reply('x'.repeat(LONGEST_REPLY + 1));
    expect(await settled(long.number, 'failed')).toMatchObject({ delivery: { error: { code: '1001', message: 'The request was malformed: message' } } });
    await admin.patch(`/v1/tickets/${ticket.id}`, { status: 'solved' });
    provider.behaveReplies(review.id, [403]);
    const { number } = await reply('Shorter');
    expect(await settled(number, 'failed')).toMatchObject({ delivery: { error: { code: '403', message: expect.stringContaining('It says 403') as string } } });
    expect(await until('the origin shows it', async () => (await shown()).lostAccess)).toMatchObject({ error: { code: '403' } });
    await admin.post(`${at}/${number}/retry`, {}, 200);
    await settled(number);
    expect(standing()).toMatchObject({ text: 'Shorter' });
    await until('the origin has its access again', async () => (await shown()).lostAccess === undefined);
    // An edit that fails wakes the ticket, and is sent again on request.
    await admin.patch(`/v1/tickets/${ticket.id}`, { status: 'solved' });
    provider.behaveReplies(review.id, [400]);
    await admin.patch(`${at}/${number}`, { text: 'Better' });
    await settled(number, 'failed');
    expect([standing(), await admin.get(`/v1/tickets/${ticket.id}`)]).toMatchObject([{ text: 'Shorter' }, { status: 'working' }]);
    await admin.post(`${at}/${number}/retry`, {}, 200);
    await settled(number);
    expect(standing()).toMatchObject({ text: 'Better' });
  });
});
