import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startProviderSimulator } from '../../demo/providers/server.ts';
import { writeCourierChat } from '../../demo/shop/courier.ts';
import { type DemoFile, openShop } from '../../demo/shop/setup.ts';
import { BURST } from '../../demo/shop/story.ts';
import { visitShop } from '../../demo/shop/visitor.ts';
import { type Pace, runDemo } from '../../demo/start.ts';
import { FakeApi } from './fake-api.ts';

let api: FakeApi;
let home: string;
let file: DemoFile;
const quick: Pace = { lively: 5, most: 6, livelyMs: [0, 1], slowMs: [0, 1] };
const run = (pace = quick, simulatorUrl: string | null = null, signal = new AbortController().signal) =>
  runDemo({ home, simulatorUrl, signal, pace, log: () => undefined });
const names = (path: string) => (api.created.get(path) ?? []).map((item) => item['name']);

beforeEach(async () => {
  api = await new FakeApi().start();
  home = await mkdtemp(join(tmpdir(), 'parley-demo-'));
  file = { apiUrl: api.url, adminToken: 'root', demo: { tenant: 'bottega-luna', email: 'luna@bottega-luna.example', password: 'a long made password' } };
  await writeFile(join(home, 'dev.json'), JSON.stringify(file));
});
afterEach(async () => {
  await api.stop();
  await rm(home, { recursive: true });
});

describe('opening the shop', () => {
  test('makes agents, teams, all origins, queues, rules and lists', async () => {
    await openShop(file);
    expect(names('/v1/teams')).toHaveLength(3);
    expect((api.created.get('/v1/agents') ?? []).map((item) => item['role'])).toEqual(['supervisor', 'agent', 'agent', 'agent']);
    const channels = (api.created.get('/v1/origins') ?? []).map((item) => item['channel']);
    expect(channels).toEqual(['whatsapp', 'facebook', 'mail', 'api', 'trustpilot', 'instagram', 'x', 'linkedin', 'telegram', 'twilio', 'livechat']);
    expect(names('/v1/queues')).toEqual(['Urgent', 'VIP', 'New', 'WhatsApp', 'Facebook', 'Mail', 'Waiting for the customer']);
    expect(names('/v1/rules').length).toBeGreaterThan(2);
    expect(names('/v1/enrichment-lists').length).toBeGreaterThan(0);
  });

  test('doubles nothing wherever it was cut off before', async () => {
    for (let calls = 1; calls < 60; calls += 3) {
      api.callsLeft = calls;
      await openShop(file).catch(() => undefined);
    }
    api.callsLeft = Number.POSITIVE_INFINITY;
    const { accounts } = await openShop(file);
    for (const [path, items] of api.created) {
      const key = path === '/v1/agents' ? 'email' : 'name';
      expect(new Set(items.map((item) => item[key])).size, path).toBe(items.length);
    }
    expect(accounts.mail.url).toBe(`${api.url}/webhooks/mail/origins-3`);
  });
});

describe('the customers', () => {
  test('come at once, then one by one, and stop at the bound', async () => {
    await run();
    const burst = api.webhooks.length;
    expect(burst).toBeGreaterThan(10);
    expect(JSON.parse(await readFile(join(home, 'demo.json'), 'utf8'))).toMatchObject({ next: BURST + quick.most, at: 0 });
    await run({ ...quick, most: 2 });
    expect(JSON.parse(await readFile(join(home, 'demo.json'), 'utf8'))).toMatchObject({ next: BURST + quick.most + 2, at: 0 });
    expect(api.webhooks.length - burst).toBeLessThan(6);
  });

  test('say the very same again when they were cut off', async () => {
    api.callsLeft = 48;
    const cut = new AbortController();
    const running = run({ ...quick, most: 0 }, null, cut.signal).catch(() => undefined);
    while (api.callsLeft > -3) await new Promise((resolve) => setTimeout(resolve, 5));
    cut.abort();
    await running;
    const before = api.webhooks.map((call) => call.body);
    expect(before.length).toBeGreaterThan(0);
    api.callsLeft = Number.POSITIVE_INFINITY;
    await run({ ...quick, most: 0 });
    const after = api.webhooks.slice(before.length).map((call) => call.body);
    for (const body of before) expect(after).toContain(body);
  });

  test('try again while the hub is busy', async () => {
    api.busy = 3;
    await run({ ...quick, most: 0 });
    expect(api.busy).toBe(0);
    expect(new Set(api.webhooks.map((call) => call.path.split('/')[2]))).toEqual(
      new Set(['whatsapp', 'facebook', 'instagram', 'mail', 'api', 'telegram', 'twilio']),
    );
  });

  test('stop when told to', async () => {
    const stopping = new AbortController();
    const running = run({ ...quick, livelyMs: [60_000, 60_000] }, null, stopping.signal);
    stopping.abort();
    await running;
  });
});

const ticket = (n: number, status: string, originId: string) => ({
  id: `t${n}`,
  status,
  origin: { id: originId },
  author: { id: '447700900007' },
  lastMessage: { number: 1 },
  waitingSince: '2026-11-20T10:00:00Z',
});
const answeredTickets = () => new Set(api.replies.map(({ to }) => to));

test('the shop’s people answer, in the customer’s language, and leave some for whoever looks', async () => {
  api.tickets = [...Array.from({ length: 14 }, (_, n) => ticket(n, 'created', 'origins-1')), ticket(20, 'working', 'origins-1')];
  await run({ ...quick, most: 0 });
  expect(api.replies.length).toBeGreaterThan(3);
  expect(api.replies.some((reply) => ['pending', 'solved'].includes(String(reply['thenStatus'])))).toBe(true);
  api.replies.length = 0;
  api.tickets = api.tickets.slice(0, 5);
  await rm(join(home, 'demo.json'));
  await run({ ...quick, most: 0 });
  expect(api.replies).toEqual([]);
});

test('they answer wherever a reply can be sent, and nowhere else', async () => {
  // Origins 1 to 4 are WhatsApp, Facebook, Mail and the web shop.
  const each = () => ['created', 'working'].flatMap((status, s) => Array.from({ length: 16 }, (_, n) => ticket(100 * s + n, status, `origins-${(n % 4) + 1}`)));
  const at = (originId: number) => each().flatMap(({ id, origin }) => (origin.id === `origins-${originId}` ? [id] : []));
  const answered = async (): Promise<number[]> => {
    const found = new Set<number>();
    // The newest are answered first, and nothing here becomes answered: so each place is put first once.
    for (const first of [1, 2, 3, 4]) {
      api.tickets = each().toSorted((a, b) => Number(a.origin.id === `origins-${first}`) - Number(b.origin.id === `origins-${first}`));
      api.replies.length = 0;
      await rm(join(home, 'demo.json'), { force: true });
      await run({ ...quick, most: 0 });
      for (const origin of [1, 2, 3, 4]) if (at(origin).some((id) => answeredTickets().has(id))) found.add(origin);
    }
    return [...found].toSorted((a, b) => a - b);
  };
  expect(await answered()).toEqual([1, 4]);
  api.canReply = (channel) => channel !== 'mail';
  expect(await answered()).toEqual([1, 2, 4]);
});

test('they leave tickets of places that somebody else has connected alone', async () => {
  api.otherOrigins = [{ id: 'mine', channel: 'whatsapp', name: 'My own number' }];
  api.tickets = [
    ...Array.from({ length: 20 }, (_, n) => ticket(n, 'created', 'mine')),
    ticket(30, 'working', 'mine'),
    ticket(31, 'created', 'no longer connected'),
  ];
  await run({ ...quick, most: 0 });
  expect(api.replies).toEqual([]);
  api.tickets.push(ticket(40, 'created', 'origins-1'));
  await rm(join(home, 'demo.json'));
  await run({ ...quick, most: 0 });
  expect([...answeredTickets()]).toEqual(['t40']);
});

test('the shop’s people write to their courier in an application, once', async () => {
  await run({ ...quick, most: 0 });
  const said = () => api.created.get('/v1/applications/token-1/chats/1/messages') ?? [];
  expect(said()).toHaveLength(3);
  const { admin } = await openShop(file);
  await writeCourierChat(admin);
  expect([api.created.get('/v1/applications'), said()]).toMatchObject([[{ name: 'Courier app' }], [{ number: 1 }, { number: 2 }, { number: 3 }]]);
  // It was interrupted after the first line.
  const chats = '/v1/applications/token-1/chats';
  api.created.set(chats, [{ ...api.created.get(chats)?.[0], messagesCount: 1 }]);
  await writeCourierChat(admin);
  expect(said()).toHaveLength(5);
});

describe('the visitor of the chat', () => {
  const lines = () => api.visits.filter(({ path }) => path === '/v1/livechat/messages').map(({ body }) => body);

  test('says who they are, writes, and reads what was answered', async () => {
    await run({ ...quick, lively: 20, most: 20 });
    expect(lines()).toMatchObject([{ id: 'line-0' }, { id: 'line-1' }, { id: 'line-2' }]);
    expect(api.visits.find(({ path }) => path === '/v1/livechat/sessions')?.body).toMatchObject({
      originId: (api.created.get('/v1/origins') ?? []).find((one) => one['channel'] === 'livechat')?.['id'],
      identity: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    });
    expect(api.visits.filter(({ path }) => path === '/v1/livechat/acks').map(({ body }) => body)).toEqual([{ read: 4 }, { read: 4 }, { read: 4 }]);
    expect(new Set(api.visits.map(({ page }) => page))).toEqual(new Set(['https://www.bottega-luna.example']));
  });

  test('goes on reading when everything is said', async () => {
    const { chat } = await openShop(file);
    await visitShop(chat, 9);
    expect([lines(), api.visits.length]).toEqual([[], 3]);
  });

  test('gives up where the chat was taken away, and not where the hub is broken', async () => {
    const { chat } = await openShop(file);
    api.refusesVisits = 404;
    await visitShop(chat, 0);
    api.refusesVisits = 500;
    await expect(visitShop(chat, 0)).rejects.toMatchObject({ status: 500 });
  });
});

test('the simulator learns of the shop’s accounts', async () => {
  const simulator = await startProviderSimulator({ port: 0 });
  try {
    await run({ ...quick, most: 1 }, simulator.url);
    const body = JSON.stringify({ messaging_product: 'whatsapp', to: '393330000000', text: { body: 'x' } });
    const answer = await fetch(`${simulator.url}/v24.0/106540352242922/messages`, { method: 'POST', headers: { authorization: 'Bearer not-it' }, body });
    expect(answer.status).toBe(401);
    const callback = { path: '/v1/origins/origins-4', body: { credentials: { callbackUrl: `${simulator.url}/callbacks/bottega-luna` } } };
    expect(api.patches).toEqual([callback]);
    await run({ ...quick, most: 0 }, simulator.url);
    expect(api.patches).toHaveLength(1);
    // Reviews are there from the beginning, posted to the webhook once, and only the shop may answer them.
    const posted = async () => {
      const calls = api.webhooks.filter(({ path }) => path.startsWith('/webhooks/trustpilot/'));
      return calls.flatMap(({ body: call }) => (JSON.parse(call) as { events: { eventData: { id: string; stars: number } }[] }).events);
    };
    const reviews = await vi.waitFor(async () => {
      const found = await posted();
      expect(found.length).toBeGreaterThanOrEqual(3);
      return found;
    }, 30_000);
    expect(new Set(reviews.map(({ eventData }) => eventData.id)).size).toBe(reviews.length);
    const basic = `Basic ${Buffer.from('another:key').toString('base64')}`;
    const token = await fetch(`${simulator.url}/v1/oauth/oauth-business-users-for-applications/accesstoken`, {
      method: 'POST',
      headers: { authorization: basic },
      body: 'grant_type=client_credentials',
    });
    const { access_token: bearer } = (await token.json()) as { access_token: string };
    const review = `${simulator.url}/v1/private/reviews/${reviews[0]?.eventData.id}/reply`;
    const reply = { method: 'POST', headers: { authorization: `Bearer ${bearer}` }, body: '{"authorBusinessUserId":"x","message":"y"}' };
    expect((await fetch(review, reply)).status).toBe(403);
  } finally {
    await simulator.close();
  }
});
