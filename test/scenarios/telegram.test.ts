import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProviderSimulator } from '../../demo/providers/server.ts';
import { type Api, api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Message, Origin, Ticket } from '../harness/shapes.ts';
import { createTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';
import { uploadFile } from '../harness/upload.ts';

interface Sent {
  readonly account: string;
  readonly method: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly media?: { readonly sha256: string };
  readonly album?: readonly { readonly sha256: string }[];
}
/** Repeats come at growing intervals; only ends a broken test. */
const LIMIT_MS = 90_000;
const BOT = '4242424242';

/** The whole circle of a bot: what customers do in Telegram, what agents answer, and what becomes of it. */
describe('a bot at Telegram', { timeout: 240_000 }, () => {
  const token = `${BOT}:${randomUUID()}`;
  const secretToken = randomUUID();
  let simulator: Awaited<ReturnType<typeof startProviderSimulator>>;
  let hub: Hub;
  let admin: Api;
  let origin: Origin;
  let updates = 1000;

  beforeAll(async () => {
    simulator = await startProviderSimulator({ port: 0, retryDelay: 300 });
    hub = await startHub({
      env: { PARLEY_OUTGOING_ALLOW: new URL(simulator.url).host, TELEGRAM_API_URL: simulator.url, SEND_TIMEOUT_MS: '2000', SEND_PAUSE_MS: '300' },
    });
    ({ admin } = await createTenant(hub));
    origin = await admin.post<Origin>('/v1/origins', { channel: 'telegram', name: 'Bot', credentials: { botToken: token, secretToken } });
    await put(`/accounts/telegram/${BOT}`, { token, secretToken, webhookUrl: `${hub.baseUrl}${origin.webhookPath}` });
  });
  afterAll(async () => {
    await hub.stop();
    await simulator.close();
    removeHome(hub.home);
  });

  const put = async (path: string, body: unknown): Promise<void> => {
    expect((await fetch(`${simulator.url}${path}`, { method: 'PUT', body: JSON.stringify(body) })).status).toBe(200);
  };
  const update = (piece: object) => ({ update_id: (updates += 1), ...piece });
  /** As Telegram posts them, and nobody else. */
  const post = async (body: string, proof: string | undefined = secretToken) =>
    (
      await api(hub.baseUrl).call('POST', origin.webhookPath, {
        raw: body,
        headers: { 'content-type': 'application/json', ...(proof === undefined ? {} : { 'x-telegram-bot-api-secret-token': proof }) },
      })
    ).status;
  const deliver = async (...pieces: object[]): Promise<void> => {
    for (const piece of pieces) expect(await post(JSON.stringify(piece))).toBe(200);
  };
  const person = (id: number, name: string) => ({ from: { id, is_bot: false, first_name: name }, chat: { id, type: 'private', first_name: name } });
  const written = (id: number, number: number, content: object, at = Date.now()) =>
    update({ message: { message_id: number, ...person(id, `Customer ${id}`), date: Math.floor(at / 1000), ...content } });
  const ticketOf = (authorId: string): Promise<Ticket> =>
    until(`${authorId} has a ticket`, async () => (await allTickets(admin, `?originId=${origin.id}`)).find(({ author }) => author.id === authorId));
  const messages = (ticket: Ticket): Promise<readonly Message[]> => ticketMessages(admin, ticket.id);
  const reply = (ticket: Ticket, text: string, attachmentIds: readonly string[] = []): Promise<Message> =>
    admin.post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text, attachmentIds });
  const reaches = (ticket: Ticket, number: number, state: string): Promise<Message> =>
    until(
      `message ${number} is ${state}`,
      async () => (await messages(ticket)).find((one) => one.number === number && one.delivery?.state === state),
      LIMIT_MS,
    );
  /** Oldest first. */
  const sentTo = async (chat: number): Promise<readonly Sent[]> => {
    const { items } = (await (await fetch(`${simulator.url}/sent`)).json()) as { items: readonly Sent[] };
    return items.filter(({ request }) => request['chat_id'] === chat).toReversed();
  };
  const upload = (name: string, type: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> => uploadFile(admin, { name, type }, bytes);

  it('takes what proves itself by the secret token, and nothing else', async () => {
    const body = JSON.stringify(written(66, 1, { text: 'forged' }));
    for (const proof of ['', secretToken.slice(1), `${secretToken}x`, secretToken.toUpperCase()]) expect(await post(body, proof)).toBe(401);
    expect(await post('{', secretToken)).toBe(400);
    expect(await post('[]')).toBe(200);
    expect(await post('{"update_id":1,"smell":{}}')).toBe(200);
    expect(await post(`{"message":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)).toBe(200);
    await deliver(written(67, 1, { text: 'proven' }));
    await ticketOf('67');
    expect((await allTickets(admin, `?originId=${origin.id}`)).filter(({ author }) => author.id === '66')).toEqual([]);
  });

  it('brings a customer’s messages, edits and buttons into one ticket, also doubled and in another order', async () => {
    const first = written(1, 1, { text: 'Hello' }, Date.now() - 5000);
    const second = written(1, 2, { photo: [{ file_id: 'p', width: 2, height: 2, file_size: 9 }], caption: 'broken' }, Date.now() - 4000);
    const edit = update({
      edited_message: { message_id: 1, ...person(1, 'Customer 1'), date: 1, edit_date: Math.floor(Date.now() / 1000), text: 'Hello there' },
    });
    const pressed = update({
      callback_query: { id: '99', from: person(1, 'Customer 1').from, data: 'yes', message: { message_id: 7, chat: person(1, 'x').chat, date: 1 } },
    });
    // The last one shows that the repeats before it are through.
    await deliver(edit, first, second, first, pressed, edit, second, pressed, written(1, 3, { text: 'the last' }));
    const ticket = await ticketOf('1');
    const all = await until('the last is in', async () => {
      const found = await messages(ticket);
      return found.some(({ text }) => text === 'the last') ? found : undefined;
    });
    expect(all).toHaveLength(4);
    expect(new Set(all.map(({ text }) => text))).toEqual(new Set(['Hello there', 'broken', 'yes', 'the last']));
    expect(all.find(({ text }) => text === 'broken')).toMatchObject({
      attachments: [{ type: 'image/jpeg', size: 9 }],
      author: { id: '1', name: 'Customer 1' },
    });
    expect((await allTickets(admin, `?originId=${origin.id}`)).filter(({ author }) => author.id === '1')).toHaveLength(1);
  });

  it('has one thread for a group, whose messages keep their writers, and one for each chat of a business account', async () => {
    const group = { id: -100777, type: 'supergroup', title: 'Club' };
    await deliver(
      update({ message: { message_id: 1, from: person(21, 'Ann').from, chat: group, date: Math.floor(Date.now() / 1000), text: 'from Ann' } }),
      update({ message: { message_id: 2, from: person(22, 'Bob').from, chat: group, date: Math.floor(Date.now() / 1000), text: 'from Bob' } }),
      update({
        business_message: { business_connection_id: 'conn', message_id: 1, ...person(21, 'Ann'), date: Math.floor(Date.now() / 1000), text: 'to the owner' },
      }),
    );
    const club = await ticketOf('-100777');
    await until('both are in', async () => (await messages(club)).length === 2);
    expect((await messages(club)).map(({ author, text }) => [author?.name, text])).toEqual([
      ['Ann', 'from Ann'],
      ['Bob', 'from Bob'],
    ]);
    const business = await ticketOf('conn:21');
    await reply(club, 'to all');
    await reply(business, 'to Ann');
    await reaches(club, 3, 'sent');
    await reaches(business, 2, 'sent');
    expect((await sentTo(-100777)).map(({ request }) => request)).toEqual([
      { chat_id: -100777, text: 'to all', reply_parameters: { message_id: 2, allow_sending_without_reply: true } },
    ]);
    expect((await sentTo(21)).map(({ request }) => request)).toMatchObject([{ business_connection_id: 'conn', chat_id: 21, text: 'to Ann' }]);
    await deliver(update({ deleted_business_messages: { business_connection_id: 'conn', chat: { id: 21, type: 'private' }, message_ids: [1] } }));
    await until('it is a tombstone', async () => (await messages(business))[0]?.deleted);
  });

  it('sends one message for each reply, edits it and takes it back with all its parts', async () => {
    await deliver(written(31, 1, { text: 'hi' }));
    const ticket = await ticketOf('31');
    const bytes = new Uint8Array(randomBytes(200_000));
    await reply(ticket, 'See this.', [await upload('photo.png', 'image/png', bytes), await upload('bill.pdf', 'application/pdf', bytes)]);
    await reaches(ticket, 2, 'sent');
    const sent = await sentTo(31);
    expect(sent.map(({ method, request, media }) => [method, request['caption'], media?.sha256])).toEqual([
      ['sendPhoto', 'See this.', createHash('sha256').update(bytes).digest('hex')],
      ['sendDocument', undefined, createHash('sha256').update(bytes).digest('hex')],
    ]);
    const at = `/v1/tickets/${ticket.id}/messages/2`;
    await admin.patch(at, { text: 'See these.' });
    await reaches(ticket, 2, 'sent');
    await until('the caption is another', async () =>
      (await sentTo(31)).some(({ method, request }) => method === 'editMessageCaption' && request['caption'] === 'See these.'),
    );
    await admin.call('DELETE', at);
    await until('both are taken back', async () =>
      (await sentTo(31)).some(({ method, request }) => method === 'deleteMessages' && (request['message_ids'] as unknown[]).length === 2),
    );
    expect(await reaches(ticket, 2, 'sent')).toMatchObject({ deleted: true });
  });

  it('sends several pictures as one album, which is taken back whole', async () => {
    await deliver(written(36, 1, { text: 'hi' }));
    const ticket = await ticketOf('36');
    const [one, two] = [new Uint8Array(randomBytes(100_000)), new Uint8Array(randomBytes(100_000))];
    await reply(ticket, 'Both of them.', [await upload('a.png', 'image/png', one), await upload('b.jpg', 'image/jpeg', two)]);
    await reaches(ticket, 2, 'sent');
    expect((await sentTo(36)).map(({ method, album }) => [method, album?.map(({ sha256 }) => sha256)])).toEqual([
      ['sendMediaGroup', [one, two].map((bytes) => createHash('sha256').update(bytes).digest('hex'))],
    ]);
    await admin.call('DELETE', `/v1/tickets/${ticket.id}/messages/2`);
    await until('both are taken back', async () =>
      (await sentTo(36)).some(({ method, request }) => method === 'deleteMessages' && (request['message_ids'] as unknown[]).length === 2),
    );
  });

  it('goes on after a limit, says that a customer blocked the bot, and does not send again what may be there', async () => {
    await deliver(written(41, 1, { text: 'hi' }), written(42, 1, { text: 'hi' }), written(43, 1, { text: 'hi' }));
    const [limited, blocked, lost] = [await ticketOf('41'), await ticketOf('42'), await ticketOf('43')];
    await put(`/faults/telegram/${BOT}/sendMessage`, [{ status: 429, description: 'Too Many Requests: retry after 1', parameters: { retry_after: 1 } }]);
    await reply(limited, 'later');
    await reaches(limited, 2, 'sent');
    expect((await sentTo(41)).map(({ request }) => request['text'])).toEqual(['later']);
    await put(`/faults/telegram/${BOT}/sendMessage`, [{ status: 403, description: 'Forbidden: bot was blocked by the user' }]);
    await reply(blocked, 'no');
    expect((await reaches(blocked, 2, 'failed')).delivery?.error).toEqual({ code: '403', message: 'Forbidden: bot was blocked by the user' });
    await put(`/faults/telegram/${BOT}/sendMessage`, [{ hang: true }]);
    await reply(lost, 'perhaps');
    await reaches(lost, 2, 'unknown');
    expect(await sentTo(43)).toEqual([]);
  });

  it('answers a pressed button at once, and shows a token that was revoked on the origin, without telling it', async () => {
    const pressed = update({
      callback_query: { id: '4711', from: person(51, 'Eve').from, data: 'yes', message: { message_id: 7, chat: person(51, 'Eve').chat, date: 1 } },
    });
    await fetch(`${simulator.url}/telegram/${BOT}/updates`, { method: 'POST', body: JSON.stringify([pressed]) });
    const ticket = await ticketOf('51');
    const calls = async () => ((await (await fetch(`${simulator.url}/sent`)).json()) as { items: readonly Sent[] }).items;
    await until('the button is answered', async () =>
      (await calls()).some(({ method, request }) => method === 'answerCallbackQuery' && request['callback_query_id'] === '4711'),
    );
    await put(`/accounts/telegram/${BOT}`, { token: `${BOT}:another` });
    await reply(ticket, 'hello');
    expect((await reaches(ticket, 2, 'failed')).delivery?.error).toMatchObject({ code: '401' });
    // The mark on the origin is written after the message's outcome.
    const shown = await until('the origin is marked', async () => {
      const now = await admin.get<Origin & { lostAccess?: { error: { code: string } } }>(`/v1/origins/${origin.id}`);
      return now.lostAccess ? now : undefined;
    });
    expect(shown.lostAccess?.error.code).toBe('401');
    expect(JSON.stringify([shown, await messages(ticket)])).not.toContain(token);
  });
});
