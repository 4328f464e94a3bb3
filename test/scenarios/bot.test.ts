import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { type Example, startExample } from '../harness/example.ts';
import { api } from '../harness/http.ts';
import { createTenant, PASSWORD, signIn } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Message {
  readonly number: number;
  readonly body: string | null;
  readonly senderId: string;
  readonly inReplyTo: number | null;
}
interface Direct {
  readonly id: string;
}

describe('examples/bot', () => {
  const hub = inject('hub');
  const folder = mkdtempSync(join(tmpdir(), 'parley-bot-'));
  let bot: Example | undefined;
  afterAll(async () => {
    await bot?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('answers each message once, in order, though it is killed again and again, and its folder is lost', async () => {
    const tenant = await createTenant(hub, { registration: 'open' });
    const register = async (name: string) => {
      const email = `${name}@${tenant.slug}.example`;
      const { id } = await api(hub.baseUrl).post<{ id: string }>('/v1/registrations', { tenant: tenant.slug, name, email, password: PASSWORD });
      return { id, email, session: await signIn(hub.baseUrl, tenant.slug, email) };
    };
    const [helper, nora] = [await register('Helper'), await register('Nora')];
    const { id } = await nora.session.post<Direct>('/v1/directs', { userId: helper.id });
    const at = `/v1/directs/${id}/messages`;
    const say = (body: string) => nora.session.post(at, { body });
    const read = async () => (await nora.session.get<{ items: Message[] }>(`${at}?order=asc&limit=100`)).items;
    const answers = async () => (await read()).filter(({ senderId }) => senderId === helper.id);
    const start = async (state: string): Promise<Example> => {
      const env = { PARLEY_URL: hub.baseUrl, PARLEY_WS_URL: hub.wsUrl, PARLEY_TENANT: tenant.slug, PARLEY_EMAIL: helper.email, PARLEY_PASSWORD: PASSWORD };
      bot = await startExample('bot', { ...env, PARLEY_BOT_STATE: join(folder, state) }, /online/);
      return bot;
    };

    await say('hello');
    const first = await start('state.json');
    await until('it answers what it has missed', async () => (await answers()).length === 1);
    await say('order 1002');
    await until('it answers live', async () => (await answers()).length === 2);
    // Killed while it answers: before, between and after the answer and its stored position.
    await say('echo one');
    await first.kill();
    for (const [text, count] of [
      ['echo two', 4],
      ['echo three', 5],
    ] as const) {
      const next = await start('state.json');
      await say(text);
      await until('the answer is there', async () => (await answers()).length >= count);
      await next.kill();
    }
    // It knows nothing any more, not even how far it has got.
    await start('lost.json');
    await say('1001');
    await until('the last answer', async () => (await answers()).some(({ body }) => body?.startsWith('Order 1001')));

    const all = await read();
    expect((await answers()).map(({ inReplyTo }) => all.find(({ number }) => number === inReplyTo)?.body)).toEqual([
      'hello',
      'order 1002',
      'echo one',
      'echo two',
      'echo three',
      '1001',
    ]);
    expect((await answers()).map(({ body }) => body).slice(1, 5)).toEqual([
      'Order 1002: 1 × brass lantern. It is being engraved and leaves on Thursday.',
      'one',
      'two',
      'three',
    ]);
  });
});
