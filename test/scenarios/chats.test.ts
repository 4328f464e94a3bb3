import { afterAll, describe, expect, inject, it } from 'vitest';
import { guardedHub } from '../harness/guarded-hub.ts';
import { type Api, api } from '../harness/http.ts';
import { removeHome, temporaryHome } from '../harness/hub.ts';
import { createTenant, signIn } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const WRITERS = 16;
/** Messages of each writer: 20 in every run; `npm run bench -- --scale` sets 500. */
const EACH = Number(process.env['PARLEY_CHAT_MESSAGES'] ?? 20);

interface Chat {
  readonly number: number;
  readonly messagesCount: number;
}
interface Said {
  readonly number: number;
  readonly body: string | null;
  readonly deleted: boolean;
}
interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

const all = async <T>(session: Api, path: string): Promise<T[]> => {
  const items: T[] = [];
  for (let cursor = ''; ; ) {
    const page = await session.get<Page<T>>(`${path}&limit=100${cursor}`);
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
};

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

describe('a chat of an application', () => {
  it('has numbered messages that are edited, deleted and read both ways, behind the wall of its tenant', async () => {
    const tenant = await createTenant(inject('hub'));
    const { token } = await tenant.admin.post<{ token: string }>('/v1/applications', { name: 'Courier' });
    const { key } = await tenant.admin.post<{ key: string }>('/v1/api-keys', { name: 'Courier', role: 'user' });
    const courier = api(tenant.admin.baseUrl, key);
    const app = `/v1/applications/${token}`;
    expect((await courier.post<Chat>(`${app}/chats`, { name: 'Route 7' })).number).toBe(1);
    for (const body of ['one', 'two', 'three']) await courier.post(`${app}/chats/1/messages`, { body });
    await courier.patch(`${app}/chats/1/messages/2`, { body: 'zwei' });
    await courier.delete(`${app}/chats/1/messages/3`);
    expect(await courier.get(`${app}/chats/1/messages/2`)).toMatchObject({ body: 'zwei', edits: [{ body: 'two' }] });
    expect((await all<Said>(courier, `${app}/chats/1/messages?order=desc`)).map(({ number, body, deleted }) => [number, body, deleted])).toEqual([
      [3, null, true],
      [2, 'zwei', false],
      [1, 'one', false],
    ]);
    const thumb = `${app}/chats/1/messages/1/reactions/${encodeURIComponent('👍')}`;
    for (const session of [courier, courier, tenant.admin]) expect((await session.call('PUT', thumb)).status).toBe(200);
    expect(await courier.get(`${app}/chats/1/messages/1`)).toMatchObject({ reactions: [{ emoji: '👍', count: 2, mine: true }] });
    expect((await tenant.admin.call('DELETE', thumb)).body).toMatchObject({ reactions: [{ emoji: '👍', count: 1, mine: false }] });
    expect(await courier.get(`${app}/chats/1`)).toMatchObject({ name: 'Route 7', messagesCount: 3 });
    expect(await courier.get(app)).toMatchObject({ chatsCount: 1 });
    const found = async (q: string) =>
      (await courier.get<Page<Said & { highlights: string[] }>>(`${app}/chats/1/messages/search?q=${encodeURIComponent(q)}`)).items.map(
        ({ number, highlights }) => [number, ...highlights],
      );
    const { id: admin } = await tenant.admin.get<{ id: string }>('/v1/me');
    expect(await courier.post(`${app}/chats/1/messages`, { body: `@[${admin}] look`, inReplyTo: 1 })).toMatchObject({ inReplyTo: 1, mentions: [admin] });
    expect((await courier.call('POST', `${app}/chats/1/messages`, { body: { body: 'x', mentions: ['nobody'] } })).status).toBe(422);
    for (const body of ['Grüße aus Łódź', '商品を返品したいです', 'مَرْحَبًا بكم']) await courier.post(`${app}/chats/1/messages`, { body });
    await until('search has the last message', async () => (await found('مرحبا')).length === 1);
    expect(await found('lodz grus')).toEqual([[5, '<em>Grüße</em> aus <em>Łódź</em>']]);
    expect(await found('返品')).toEqual([[6, '商品を<em>返品</em>したいです']]);
    await until('search has the edit', async () => (await found('zwei')).length === 1);
    expect([await found('two'), await found('three'), await found('on')]).toEqual([[], [], [[1, '<em>one</em>']]]);
    const stranger = await createTenant(inject('hub'));
    for (const path of [app, `${app}/chats`, `${app}/chats/1`, `${app}/chats/1/messages`, `${app}/chats/1/messages/1`, `${app}/chats/1/messages/search?q=one`])
      expect((await stranger.admin.call('GET', path)).status, path).toBe(404);
    expect((await stranger.admin.call('POST', `${app}/chats/1/messages`, { body: { body: 'x' } })).status).toBe(404);
  });
});

describe('sixteen writers in one chat while the gateway is killed twice', () => {
  const home = temporaryHome();
  afterAll(() => removeHome(home));

  it(`${WRITERS * EACH} messages have the numbers 1 to ${WRITERS * EACH}, and each key has one`, { timeout: 600_000 }, async () => {
    const hub = await guardedHub(home);
    try {
      const tenant = await createTenant(hub.address());
      const { token } = await tenant.admin.post<{ token: string }>('/v1/applications', { name: 'Crowd' });
      const { key } = await tenant.admin.post<{ key: string }>('/v1/api-keys', { name: 'Crowd', role: 'user' });
      const writer = api(hub.address().baseUrl, key);
      const chat = `/v1/applications/${token}/chats/${(await writer.post<Chat>(`/v1/applications/${token}/chats`)).number}`;
      const gateway = hub.kinds().find((kind) => kind.includes('gateway'));
      const total = WRITERS * EACH;
      const moments = [Math.ceil(total / 3), Math.ceil((2 * total) / 3)];
      let accepted = 0;
      let repeats = 0;
      const killed: boolean[] = [];

      /** As a client does: the same key until there is an answer. */
      const write = async (body: string): Promise<number> => {
        for (;;) {
          const answer = await writer
            .call<Said>('POST', `${chat}/messages`, { body: { body }, headers: { 'idempotency-key': body.replace(' ', '-') } })
            .catch(() => undefined);
          if (answer?.status === 201) return answer.body.number;
          if (answer && answer.status !== 503) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
          repeats += 1;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      };
      /** A bad neighbour: it sends a key again with another text, and a text without letters, as long as the others write. */
      const over = new AbortController();
      const neighbour = async (): Promise<Set<number | undefined>> => {
        const statuses = new Set<number | undefined>();
        await write('neighbour 0');
        while (!over.signal.aborted) {
          for (const [body, key] of [
            ['another text', 'neighbour-0'],
            [' ', 'blank'],
          ] as const)
            statuses.add(
              (await writer.call('POST', `${chat}/messages`, { body: { body }, headers: { 'idempotency-key': key } }).catch(() => undefined))?.status,
            );
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
        return statuses;
      };
      const refused = neighbour();
      const began = performance.now();
      const numbers = await Promise.all(
        Array.from({ length: WRITERS }, async (_, name) => {
          const own: number[] = [];
          for (let n = 0; n < EACH; n += 1) {
            own.push(await write(`${name} ${n}`));
            accepted += 1;
            if (moments.includes(accepted)) killed.push(gateway !== undefined && hub.killOne(gateway));
          }
          return own;
        }),
      );
      const seconds = (performance.now() - began) / 1000;
      over.abort();
      const neighbours = await refused;
      expect(neighbours.has(422)).toBe(true);
      for (const status of neighbours) expect([400, 422, 503, undefined]).toContain(status);
      const first = await write('neighbour 0');
      process.stdout.write(`chat: ${total} messages in ${seconds.toFixed(1)} s with two kills, ${repeats} repeated calls\n`);
      const count = total + 1;
      expect(killed).toEqual([true, true]);
      expect([first, ...numbers.flat()].sort((a, b) => a - b)).toEqual(upTo(count));
      // In the order of acceptance: each writer waits for an answer before the next message.
      for (const own of numbers) expect(own).toEqual(own.toSorted((a, b) => a - b));
      // The log agrees with the answers.
      const listed = await all<Said>(writer, `${chat}/messages?order=asc`);
      expect(listed.map(({ number }) => number)).toEqual(upTo(count));
      const bodies = new Map(listed.map(({ number, body }) => [number, body]));
      for (const [name, own] of numbers.entries()) expect(own.map((number) => bodies.get(number))).toEqual(own.map((_, n) => `${name} ${n}`));
      expect((await writer.get<Chat>(chat)).messagesCount).toBe(count);
      // The same key has the same number, also in a process that was started later.
      for (const [name, own] of numbers.entries()) expect(await write(`${name} ${EACH - 1}`)).toBe(own.at(-1));
      expect((await writer.get<Chat>(chat)).messagesCount).toBe(count);
      // The admin's session of before still works: nothing else was lost.
      const admin = await signIn(hub.address().baseUrl, tenant.slug, tenant.email);
      expect((await admin.get<{ chatsCount: number }>(`/v1/applications/${token}`)).chatsCount).toBe(1);
    } finally {
      await hub.end();
    }
  });
});
