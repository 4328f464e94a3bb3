import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProviderSimulator } from '../../demo/providers/server.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { allTickets, readAll } from '../harness/read-all.ts';
import type { Message, Origin, Ticket } from '../harness/shapes.ts';
import { metaSignature } from '../harness/sign.ts';
import { createTenant, signed, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';
import { uploadFile } from '../harness/upload.ts';

interface Sent {
  readonly account: string;
  readonly method: string;
  readonly path: string;
  readonly request: Readonly<Record<string, unknown>> | null;
  readonly file?: string;
}
interface Shown extends Message {
  readonly surface: string;
  readonly starRating: number | null;
  readonly private?: true;
  readonly delivery: (NonNullable<Message['delivery']> & { readonly change?: string }) | null;
}

const seconds = (at = Date.now()): number => Math.floor(at / 1000);
/** Only ends a broken test. */
const LIMIT_MS = 60_000;

/** The whole circle of a Page and of an Instagram account: what people write, what agents answer, what becomes of it at Meta. */
describe('Pages and Instagram accounts', { timeout: 180_000 }, () => {
  let simulator: Awaited<ReturnType<typeof startProviderSimulator>>;
  let hub: Hub;
  let tenant: TestTenant;

  beforeAll(async () => {
    simulator = await startProviderSimulator({ port: 0, statusDelays: [300, 400, 500], retryDelay: 2_000 });
    const env = { PARLEY_OUTGOING_ALLOW: new URL(simulator.url).host, META_GRAPH_URL: simulator.url, SEND_TIMEOUT_MS: '4000', SEND_PAUSE_MS: '300' };
    hub = await startHub({ env });
    tenant = await createTenant(hub);
  });
  afterAll(async () => {
    await hub.stop();
    await simulator.close();
    removeHome(hub.home);
  });

  const put = (path: string, body: unknown) => fetch(`${simulator.url}${path}`, { method: 'PUT', body: JSON.stringify(body) });
  /** An origin that the simulator knows. */
  const connect = async (channel: 'facebook' | 'instagram') => {
    const accountId = String(10 ** 14 + Math.floor(Math.random() * 1e14));
    const [appSecret, accessToken] = [randomUUID(), `EAAG${randomUUID()}`];
    const origin = await tenant.admin.post<Origin>('/v1/origins', {
      channel,
      name: channel,
      credentials: { appSecret, verifyToken: 'v', accessToken, accountId },
    });
    const register = (token = accessToken) =>
      put(`/accounts/${channel}/${accountId}`, { accessToken: token, appSecret, webhookUrl: `${hub.baseUrl}${origin.webhookPath}` });
    await register();
    return { channel, accountId, register, ...signed(tenant, origin, appSecret, 'application/json', metaSignature) };
  };
  type Place = Awaited<ReturnType<typeof connect>>;
  const event = ({ channel, accountId }: Place, entry: object): string =>
    JSON.stringify({ object: channel === 'facebook' ? 'page' : 'instagram', entry: [{ id: accountId, time: Date.now(), ...entry }] });
  const receive = async (place: Place, entry: object): Promise<void> => expect((await place.post(event(place, entry))).status).toBe(200);
  const direct = (place: Place, from: string, message: object) => ({
    sender: { id: from },
    recipient: { id: place.accountId },
    timestamp: Date.now(),
    message,
  });
  const ticketOf = (place: Place, author: string): Promise<Ticket> =>
    until(`there is a ticket of ${author}`, async () =>
      (await allTickets(tenant.admin, `?originId=${place.origin.id}`)).find((ticket) => ticket.author.id === author),
    );
  const messagesOf = async (ticket: Ticket): Promise<readonly Shown[]> => readAll<Shown>(tenant.admin, at(ticket));
  const settled = (ticket: Ticket, number: number, state: string): Promise<Shown> =>
    until(
      `message ${number} is ${state}`,
      async () => (await messagesOf(ticket)).find((message) => message.number === number && message.delivery?.state === state),
      LIMIT_MS,
    );
  const at = (ticket: Ticket): string => `/v1/tickets/${ticket.id}/messages`;
  const reply = (ticket: Ticket, text: string, more: object = {}): Promise<Message> => tenant.admin.post<Message>(at(ticket), { kind: 'reply', text, ...more });
  /** What the account was asked to do, oldest first. */
  const sentBy = async ({ accountId }: Place): Promise<readonly Sent[]> => {
    const { items } = (await (await fetch(`${simulator.url}/sent`)).json()) as { items: readonly Sent[] };
    return items.filter(({ account }) => account === accountId).toReversed();
  };

  describe('Facebook', () => {
    let page: Place;
    beforeAll(async () => {
      page = await connect('facebook');
    });
    const feed = (value: object) => ({ changes: [{ field: 'feed', value: { created_time: seconds(), ...value } }] });
    const comment = (id: string, from: string, text: string) =>
      feed({
        item: 'comment',
        verb: 'add',
        comment_id: id,
        post_id: `${page.accountId}_88`,
        parent_id: `${page.accountId}_88`,
        from: { id: from, name: from },
        message: text,
      });

    it('a batch with doubles is one ticket a person; a reply is one call, read in the end, and its echo is no second message', async () => {
      const [ann, bob] = [direct(page, 'ann', { mid: 'm_ann', text: 'Hello' }), direct(page, 'bob', { mid: 'm_bob', text: 'Hi' })];
      await receive(page, { messaging: [ann, bob, ann] });
      await receive(page, { messaging: [ann] });
      const ticket = await ticketOf(page, 'ann');
      const { number } = await reply(ticket, 'How can we help?');
      await settled(ticket, number, 'read');
      const [sent, ...others] = await sentBy(page);
      expect([sent, others]).toMatchObject([
        { path: `${page.accountId}/messages`, request: { recipient: { id: 'ann' }, messaging_type: 'RESPONSE', message: { text: 'How can we help?' } } },
        [],
      ]);
      await receive(page, { messaging: [direct(page, 'ann', { mid: 'm_ann2', text: 'Where is it?' })] });
      await until('the next message is there', async () => (await messagesOf(ticket)).length >= 3);
      expect((await messagesOf(ticket)).map(({ kind, text }) => [kind, text])).toEqual([
        ['customer', 'Hello'],
        ['reply', 'How can we help?'],
        ['customer', 'Where is it?'],
      ]);
    });

    it('files are uploaded and sent one by one', async () => {
      await receive(page, { messaging: [direct(page, 'fay', { mid: 'm_fay', text: 'The label, please' })] });
      const ticket = await ticketOf(page, 'fay');
      const bytes = new Uint8Array(randomBytes(200_000));
      const id = await uploadFile(tenant.admin, { name: 'label.png', type: 'image/png' }, bytes);
      await put(`/faults/pages/${page.accountId}/message_attachments`, [{ status: 500 }]);
      const { number } = await reply(ticket, 'Here it is', { attachmentIds: [id] });
      await settled(ticket, number, 'read');
      const sent = (await sentBy(page)).filter(({ request }) => (request?.['recipient'] as { id?: string } | undefined)?.id === 'fay');
      expect(sent.map(({ request, file }) => [Object.keys(request?.['message'] as object)[0], file])).toEqual([
        ['text', undefined],
        ['attachment', createHash('sha256').update(bytes).digest('hex')],
      ]);
    });

    it('a comment is answered in public and in private, hidden, shown and deleted, each by one call', async () => {
      await receive(page, comment('88_1', 'cid', 'This is a scam'));
      const ticket = await ticketOf(page, 'cid');
      const open = await reply(ticket, 'We are sorry');
      await settled(ticket, open.number, 'sent');
      const aside = await reply(ticket, 'What happened?', { to: 'private' });
      expect(await settled(ticket, aside.number, 'delivered')).toMatchObject({ private: true, surface: 'comment' });
      const again = await reply(ticket, 'Once more', { to: 'private' });
      expect(await settled(ticket, again.number, 'failed')).toMatchObject({ delivery: { error: { code: '10900' } } });
      expect(await tenant.admin.patch(`${at(ticket)}/1`, { hidden: true })).toMatchObject({ hidden: true, delivery: { state: 'queued', change: 'hide' } });
      await settled(ticket, 1, 'sent');
      await tenant.admin.patch(`${at(ticket)}/1`, { hidden: false });
      await until('it is shown', async () => (await sentBy(page)).some(({ request }) => request?.['is_hidden'] === false));
      await settled(ticket, 1, 'sent');
      await tenant.admin.call('DELETE', `${at(ticket)}/1`);
      expect(await settled(ticket, 1, 'sent')).toMatchObject({ deleted: true, text: null, delivery: { change: 'delete' } });
      expect(
        (await sentBy(page))
          .filter(({ path, request }) => path.startsWith('88_1') || JSON.stringify(request).includes('88_1'))
          .map(({ method, path, request }) => [method, path, request]),
      ).toMatchObject([
        ['POST', '88_1/comments', { message: 'We are sorry' }],
        ['POST', `${page.accountId}/messages`, { recipient: { comment_id: '88_1' } }],
        ['POST', '88_1', { is_hidden: true }],
        ['POST', '88_1', { is_hidden: false }],
        ['DELETE', '88_1', null],
      ]);
      // The Page's own comment came back by its feed, and is the reply that is there.
      expect((await messagesOf(ticket)).map(({ kind }) => kind)).toEqual(['customer', 'reply', 'reply', 'reply']);
    });

    it('our own comment is edited and taken back', async () => {
      await receive(page, comment('88_2', 'dan', 'Which colours?'));
      const ticket = await ticketOf(page, 'dan');
      const { number } = await reply(ticket, 'Red');
      const { providerId } = await settled(ticket, number, 'sent');
      await tenant.admin.patch(`${at(ticket)}/${number}`, { text: 'Red and blue' });
      await settled(ticket, number, 'sent');
      await tenant.admin.call('DELETE', `${at(ticket)}/${number}`);
      expect(await settled(ticket, number, 'sent')).toMatchObject({ deleted: true });
      expect((await sentBy(page)).filter(({ path }) => path === providerId).map(({ method, request }) => [method, request])).toEqual([
        ['POST', { message: 'Red and blue' }],
        ['DELETE', null],
      ]);
    });

    it('events in any order end the same', async () => {
      const about = { item: 'comment', post_id: `${page.accountId}_88`, parent_id: `${page.accountId}_88`, from: { id: 'ian', name: 'Ian' } };
      await receive(page, feed({ ...about, verb: 'edited', comment_id: '88_31', message: 'Is it blue?' }));
      await receive(page, feed({ ...about, verb: 'remove', comment_id: '88_32' }));
      await receive(page, feed({ ...about, verb: 'add', comment_id: '88_32', message: 'Gone' }));
      await receive(page, feed({ ...about, verb: 'add', comment_id: '88_31', message: 'Is it red?' }));
      const ticket = await ticketOf(page, 'ian');
      await until('both comments are there', async () => (await messagesOf(ticket)).length >= 2);
      expect((await messagesOf(ticket)).map(({ text, deleted }) => [text, deleted])).toEqual([
        ['Is it blue?', false],
        [null, true],
      ]);
    });

    it('a visitor’s post and a recommendation are tickets, answered by comments', async () => {
      const post = `${page.accountId}_99`;
      await receive(page, feed({ item: 'post', verb: 'add', post_id: post, from: { id: 'eva', name: 'Eva' }, message: 'Are you open?' }));
      await receive(page, feed({ item: 'post', verb: 'add', post_id: `${page.accountId}_98`, from: { id: page.accountId, name: 'Page' }, message: 'Sale' }));
      const value = {
        item: 'rating',
        verb: 'add',
        open_graph_story_id: 904801,
        reviewer_id: 'rob',
        reviewer_name: 'Rob',
        recommendation_type: 'POSITIVE',
        created_time: seconds(),
      };
      await receive(page, { changes: [{ field: 'ratings', value }] });
      const [asked, rated] = [await ticketOf(page, 'eva'), await ticketOf(page, 'rob')];
      expect(rated).toMatchObject({ starRating: 5 });
      for (const ticket of [asked, rated]) await settled(ticket, (await reply(ticket, 'Thank you')).number, 'sent');
      const paths = (await sentBy(page)).map(({ path }) => path);
      expect(paths.filter((path) => path === `${post}/comments` || path === '904801/comments')).toHaveLength(2);
      expect((await allTickets(tenant.admin, `?originId=${page.origin.id}`)).some(({ author }) => author.id === page.accountId)).toBe(false);
    });

    it('a limit holds the Page until Retry-After, and a token that was revoked stands on the origin until it is renewed', async () => {
      await receive(page, { messaging: [direct(page, 'gus', { mid: 'm_gus', text: 'Hello' })] });
      const ticket = await ticketOf(page, 'gus');
      await put(`/faults/pages/${page.accountId}/messages`, [
        { status: 400, code: 613, retryAfter: 2 },
        { status: 500, code: 2 },
      ]);
      await settled(ticket, (await reply(ticket, 'One')).number, 'read');
      await page.register('another-token');
      const two = await reply(ticket, 'Two');
      expect(await settled(ticket, two.number, 'failed')).toMatchObject({ delivery: { error: { code: '190' } } });
      const shown = () => tenant.admin.get<{ lostAccess?: { error: { code: string } } }>(`/v1/origins/${page.origin.id}`);
      expect(await until('the origin shows it', async () => (await shown()).lostAccess)).toMatchObject({ error: { code: '190' } });
      await tenant.admin.patch(`/v1/origins/${page.origin.id}`, { credentials: { accessToken: 'another-token' } });
      await tenant.admin.post(`${at(ticket)}/${two.number}/retry`, {}, 200);
      await settled(ticket, two.number, 'read');
      const sent = (await sentBy(page)).filter(({ request }) => (request?.['recipient'] as { id?: string } | undefined)?.id === 'gus');
      expect(sent.map(({ request }) => (request?.['message'] as { text: string } | undefined)?.text)).toEqual(['One', 'Two']);
    });

    it('a lost answer is shown as unknown and not repeated', async () => {
      await receive(page, { messaging: [direct(page, 'hal', { mid: 'm_hal', text: 'Hello' })] });
      const ticket = await ticketOf(page, 'hal');
      await put(`/faults/pages/${page.accountId}/messages`, [{ status: 502 }]);
      await settled(ticket, (await reply(ticket, 'Perhaps')).number, 'unknown');
      expect((await sentBy(page)).filter(({ request }) => (request?.['recipient'] as { id?: string } | undefined)?.id === 'hal')).toEqual([]);
    });
  });

  describe('Instagram', () => {
    let account: Place;
    beforeAll(async () => {
      account = await connect('instagram');
    });

    it('a message is answered and seen, and the account’s own words open nothing', async () => {
      await receive(account, {
        messaging: [direct(account, '771', { mid: 'ig_1', text: 'Is it there?', reply_to: { story: { url: 'https://cdn.example/s', id: '1' } } })],
      });
      const echo = {
        sender: { id: account.accountId },
        recipient: { id: '772' },
        timestamp: Date.now(),
        message: { mid: 'ig_2', is_echo: true, text: 'By phone' },
      };
      await receive(account, { messaging: [echo] });
      const ticket = await ticketOf(account, '771');
      expect(await messagesOf(ticket)).toMatchObject([{ text: '[answers your story]\nIs it there?' }]);
      const { number } = await reply(ticket, 'Yes');
      await settled(ticket, number, 'read');
      expect(await sentBy(account)).toMatchObject([{ path: 'me/messages', request: { recipient: { id: '771' }, message: { text: 'Yes' } } }]);
      expect((await messagesOf(ticket)).map(({ kind }) => kind)).toEqual(['customer', 'reply']);
      expect(await allTickets(tenant.admin, `?originId=${account.origin.id}`)).toHaveLength(1);
      const long = await tenant.admin.call<{ detail: string }>('POST', at(ticket), { body: { kind: 'reply', text: 'ü'.repeat(501) } });
      expect([long.status, long.body.detail]).toEqual([422, expect.stringContaining('1,000 bytes')]);
    });

    it('a comment is answered in public and in private, hidden and deleted', async () => {
      const value = { id: '17801', from: { id: '773', username: 'giulia' }, text: 'Do you ship?', media: { id: '17900' } };
      await receive(account, { changes: [{ field: 'comments', value }] });
      const ticket = await ticketOf(account, '773');
      await settled(ticket, (await reply(ticket, 'We do')).number, 'sent');
      await settled(ticket, (await reply(ticket, 'Where to?', { to: 'private', inReplyTo: 1 })).number, 'read');
      await tenant.admin.patch(`${at(ticket)}/1`, { hidden: true });
      await settled(ticket, 1, 'sent');
      await tenant.admin.call('DELETE', `${at(ticket)}/1`);
      expect(await settled(ticket, 1, 'sent')).toMatchObject({ deleted: true, delivery: { change: 'delete' } });
      expect((await sentBy(account)).slice(1).map(({ method, path, request }) => [method, path, request])).toMatchObject([
        ['POST', '17801/replies', { message: 'We do' }],
        ['POST', 'me/messages', { recipient: { comment_id: '17801' } }],
        ['POST', '17801', { hide: true }],
        ['DELETE', '17801', null],
      ]);
    });

    it('a mention is answered where it stands', async () => {
      await receive(account, { changes: [{ field: 'mentions', value: { media_id: '18500', comment_id: '17807' } }] });
      const ticket = await ticketOf(account, 'mention:18500');
      await settled(ticket, (await reply(ticket, 'Thank you')).number, 'sent');
      expect((await sentBy(account)).at(-1)).toMatchObject({
        path: `${account.accountId}/mentions`,
        request: { media_id: '18500', comment_id: '17807', message: 'Thank you' },
      });
    });

    it('a comment that Instagram does not hide says so, and is hidden on request', async () => {
      const value = { id: '17850', from: { id: '774', username: 'marco' }, text: 'Spam', media: { id: '17900' } };
      await receive(account, { changes: [{ field: 'comments', value }] });
      const ticket = await ticketOf(account, '774');
      await put('/faults/pages/17850/node', [{ status: 400, code: 100 }]);
      await tenant.admin.patch(`${at(ticket)}/1`, { hidden: true });
      expect(await settled(ticket, 1, 'failed')).toMatchObject({ hidden: true, delivery: { change: 'hide', error: { code: '100' } } });
      await tenant.admin.post(`${at(ticket)}/1/retry`, {}, 200);
      await settled(ticket, 1, 'sent');
    });
  });
});
