import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkedIn } from '../../demo/providers/linkedin.ts';
import { type Api, api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { type ProviderDouble, startDouble } from '../harness/provider-double.ts';
import { allTickets, threadMessages, ticketMessages } from '../harness/read-all.ts';
import type { Message, Origin, Ticket } from '../harness/shapes.ts';
import { createTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** Only ends a broken test: repeats come at growing intervals. */
const LIMIT_MS = 120_000;
const ORGANIZATION = '96072893';
const CREDENTIALS = {
  clientSecret: 'client-secret-of-linkedin',
  accessToken: 'li-access-0',
  organizationId: ORGANIZATION,
  refreshToken: 'li-refresh-0',
  clientId: 'li-client',
};
const POST = 'urn:li:activity:7094637247890620418';

interface Shown extends Origin {
  readonly lostAccess?: { readonly error: { readonly code: string } };
}

describe('an organization at LinkedIn', { timeout: 240_000 }, () => {
  const provider = linkedIn();
  let double: ProviderDouble;
  let hub: Hub;
  let admin: Api;
  let origin: Shown;
  let written = 0;

  const say = (method: string, path: string, body: object) =>
    provider.answer({
      method,
      url: new URL(path, 'http://linkedin'),
      authorization: undefined,
      contentType: 'application/json',
      headers: {},
      body: Buffer.from(JSON.stringify(body)),
    });

  beforeAll(async () => {
    say('PUT', `/accounts/linkedin/${ORGANIZATION}`, { ...CREDENTIALS, webhookUrl: 'http://127.0.0.1:9/' });
    double = await startDouble(({ method, url, headers, body }) => {
      const call = { method, url, authorization: headers.authorization, contentType: headers['content-type'], headers, body };
      const { status, body: told } = provider.answer(call) ?? { status: 404, body: null };
      return { status, body: told };
    });
    const env = { PARLEY_OUTGOING_ALLOW: double.host, LINKEDIN_API_URL: double.url, SEND_TIMEOUT_MS: '3000' };
    hub = await startHub({ env: { ...env, PARLEY_SCHEDULE_SECONDS: '0.3', POLL_EVERY_SECONDS: '0.5', SEND_PAUSE_MS: '300' } });
    ({ admin } = await createTenant(hub));
    origin = await admin.post<Shown>('/v1/origins', { channel: 'linkedin', name: 'LinkedIn', credentials: CREDENTIALS });
  });
  afterAll(async () => {
    double.close();
    await hub.stop();
    removeHome(hub.home);
  });

  const sign = (body: string, secret = CREDENTIALS.clientSecret) => createHmac('sha256', secret).update(`hmacsha256=${body}`).digest('hex');
  const post = async (notifications: readonly unknown[], signature?: string): Promise<number> => {
    const body = JSON.stringify({ type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS', notifications });
    const headers = { 'content-type': 'application/json', 'x-li-signature': signature ?? sign(body) };
    return (await api(hub.baseUrl).call('POST', origin.webhookPath, { raw: body, headers })).status;
  };
  const nextId = (): string => {
    written += 1;
    return `70949777${String(written).padStart(11, '0')}`;
  };
  const comment = (owner: string, text: string, id = nextId()) => ({ id, owner, text });
  const urnOf = ({ id }: { readonly id: string }): string => `urn:li:comment:(${POST},${id})`;
  const note = (action: string, given: ReturnType<typeof comment>, more: object = {}) => ({
    notificationId: written * 10 + action.length,
    organizationalEntity: `urn:li:organization:${ORGANIZATION}`,
    action,
    lastModifiedAt: Date.now(),
    generatedActivity: urnOf(given).replace('(urn:li:', '('),
    decoratedGeneratedActivity: { comment: { entity: urnOf(given), owner: given.owner, object: POST, text: given.text, ...more } },
  });
  /** At LinkedIn, without a webhook. */
  const missed = (...comments: readonly ReturnType<typeof comment>[]) => say('POST', `/linkedin/${ORGANIZATION}/comments`, { comments, push: false });
  const polls = () => double.calls(/organizationalEntityNotifications/);
  const polledAgain = async (times = 2): Promise<void> => {
    const before = polls().length;
    await until('it was polled again', () => polls().length >= before + times, LIMIT_MS);
  };
  const tickets = () => allTickets(admin, `?originId=${origin.id}`);
  const ticketOf = (owner: string): Promise<Ticket> =>
    until(`there is a ticket of ${owner}`, async () => (await tickets()).find(({ author }) => author.id === owner), LIMIT_MS);
  const shown = () => admin.get<Shown>(`/v1/origins/${origin.id}`);
  const replyTo = (ticket: Ticket, text: string) => admin.post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text });
  const settled = (ticket: Ticket, number: number, state = 'sent'): Promise<Message> =>
    until(
      `message ${number} is ${state}`,
      async () => (await ticketMessages(admin, ticket.id)).find((one) => one.number === number && one.delivery?.state === state),
      LIMIT_MS,
    );

  it('proves itself to LinkedIn, and to nobody who wants a webhook signed', async () => {
    const asked = (code: string) => api(hub.baseUrl).call<object>('GET', `${origin.webhookPath}?challengeCode=${encodeURIComponent(code)}`);
    const challengeCode = randomUUID();
    const challengeResponse = createHmac('sha256', CREDENTIALS.clientSecret).update(challengeCode).digest('hex');
    expect(await asked(challengeCode)).toMatchObject({ status: 200, body: { challengeCode, challengeResponse } });
    expect((await asked('hmacsha256={}')).status).toBe(403);
  });

  it('believes only what is signed', async () => {
    const forged = [note('COMMENT', comment('urn:li:person:mallory', 'forged'))];
    const body = JSON.stringify({ type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS', notifications: forged });
    for (const wrong of ['', sign(body, 'another'), sign(body).slice(0, -2), sign(`${body} `)]) expect(await post(forged, wrong)).toBe(401);
    expect(await post([])).toBe(200);
  });

  it('has one ticket a member; the same comment by webhook, again, in another spelling and by the poller is one message', async () => {
    const [ann, bob] = ['urn:li:person:ann', 'urn:li:person:bob'];
    const [first, second, gone] = [comment(ann, 'Do you ship?'), comment(bob, 'Me too'), comment(bob, 'never mind')];
    missed(first, second);
    // The deletion comes before the comment, and one element cannot be read.
    expect(await post([{ action: 'COMMENT_DELETE', organizationalEntity: `urn:li:organization:${ORGANIZATION}`, generatedActivity: urnOf(gone) }])).toBe(200);
    for (let n = 0; n < 2; n += 1) {
      const again = { ...note('COMMENT', first), notificationId: n };
      expect(await post([7, note('COMMENT', gone), again, { action: 'LIKE' }])).toBe(200);
    }
    const [hers, his] = [await ticketOf(ann), await ticketOf(bob)];
    // What is removed before it arrives opens no ticket; it is in the thread.
    await until('both are complete', async () => (await threadMessages(admin, his.threadId)).length === 2, LIMIT_MS);
    await polledAgain();
    expect(await ticketMessages(admin, hers.id)).toMatchObject([{ providerId: urnOf(first), surface: 'comment', kind: 'customer', text: 'Do you ship?' }]);
    expect((await threadMessages(admin, his.threadId)).map(({ text, deleted }) => `${text} ${deleted}`).toSorted()).toEqual(['Me too false', 'null true']);
    await post([note('COMMENT_EDIT', { ...first, text: 'Do you ship to Norway?' })]);
    await until('the edit is there', async () => (await ticketMessages(admin, hers.id))[0]?.text === 'Do you ship to Norway?');
    expect(await ticketMessages(admin, hers.id)).toHaveLength(1);
    expect((await tickets()).map(({ author }) => author.id).toSorted()).toEqual([ann, bob]);
  });

  it('is answered below the comment, once, edited and deleted; its echo, by webhook and by poller, is no second message', async () => {
    const asked = comment('urn:li:person:carla', 'Is it in stock?');
    missed(asked);
    const ticket = await ticketOf('urn:li:person:carla');
    const { number } = await replyTo(ticket, 'It is');
    const { providerId } = await settled(ticket, number);
    const calls = double.calls(/socialActions/);
    expect(calls.map(({ body, authorization }) => [JSON.parse(body), authorization])).toEqual([
      [{ actor: `urn:li:organization:${ORGANIZATION}`, object: POST, message: { text: 'It is' }, parentComment: urnOf(asked) }, 'Bearer li-access-0'],
    ]);
    await polledAgain();
    expect((await ticketMessages(admin, ticket.id)).map(({ kind, text }) => [kind, text])).toEqual([
      ['customer', 'Is it in stock?'],
      ['reply', 'It is'],
    ]);
    const at = `/v1/tickets/${ticket.id}/messages/${number}`;
    await admin.patch(at, { text: 'It is, in blue' });
    await until('it is edited', () => provider.comment(providerId ?? '')?.text === 'It is, in blue', LIMIT_MS);
    await settled(ticket, number);
    await admin.call('DELETE', at);
    await until('it is deleted', () => provider.comment(providerId ?? '') === undefined, LIMIT_MS);
    expect(await settled(ticket, number)).toMatchObject({ deleted: true, text: null });
    expect(await ticketMessages(admin, ticket.id)).toHaveLength(2);
    const refused = await admin.call('POST', `/v1/tickets/${ticket.id}/messages`, { body: { kind: 'reply', text: 'x'.repeat(1_251) } });
    expect(refused.status).toBe(422);
  });

  it('has all that the webhook missed, over several pages and an outage', async () => {
    const comments = Array.from({ length: 60 }, (_, n) => comment(`urn:li:person:many${n}`, `Comment ${n}`));
    double.behave(/organizationalEntityNotifications/, { status: 500, body: null }, 'silent', { status: 429, body: null, headers: { 'retry-after': '1' } });
    missed(...comments);
    const found = await until(
      'all are there',
      async () => {
        const own = (await tickets()).filter(({ author }) => author.id.includes('many'));
        return own.length >= comments.length ? own : undefined;
      },
      LIMIT_MS,
    );
    expect(found).toHaveLength(comments.length);
  });

  it('renews an expired token for the poller and for replies', async () => {
    provider.expire();
    missed(comment('urn:li:person:emil', 'Hello?'));
    const ticket = await ticketOf('urn:li:person:emil');
    expect(double.calls(/accessToken/).map(({ status }) => status)).toEqual([200]);
    const { number } = await replyTo(ticket, 'Hello!');
    await settled(ticket, number);
    expect(double.calls(/accessToken/)).toHaveLength(1);
    expect(await shown()).not.toHaveProperty('lostAccess');
  });

  it('waits for a limit, learns from its echo what a lost answer hid, and says that access is lost', async () => {
    missed(comment('urn:li:person:fritz', 'Hm'));
    const ticket = await ticketOf('urn:li:person:fritz');
    double.behave(/socialActions/, { status: 429, body: null, headers: { 'retry-after': '2' } });
    const limited = await replyTo(ticket, 'Later');
    await settled(ticket, limited.number);
    const [first, second] = double.calls(/socialActions/).slice(-2);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_900);
    double.behave(/socialActions/, 'lost');
    const lost = await replyTo(ticket, 'Perhaps');
    // Until the poller finds the comment, the reply is unknown.
    const found = await settled(ticket, lost.number);
    expect(provider.comment(found.providerId ?? '')?.text).toBe('Perhaps');
    expect(double.calls(/socialActions/).filter(({ body }) => body.includes('Perhaps'))).toHaveLength(1);
    expect((await ticketMessages(admin, ticket.id)).filter(({ text }) => text === 'Perhaps')).toHaveLength(1);
    double.behave(/socialActions/, { status: 403, body: { message: 'Not enough permissions' } });
    const refused = await replyTo(ticket, 'No right');
    await settled(ticket, refused.number, 'failed');
    expect(await until('the origin shows it', async () => (await shown()).lostAccess)).toMatchObject({ error: { code: '403' } });
  });
});
