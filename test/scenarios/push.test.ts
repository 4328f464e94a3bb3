import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProviderSimulator } from '../../demo/providers/server.ts';
import { queuePushes } from '../../domain/push/queue-pushes.ts';
import type { Api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { createAgent, createTenant } from '../harness/tenant.ts';
import { queuesOf } from '../harness/topics.ts';
import { until } from '../harness/until.ts';

interface Notice {
  readonly count: number;
  readonly number: number;
  readonly senderName: string;
  readonly text?: string;
}
interface Devices {
  readonly items: readonly { readonly id: string; readonly name: string | null }[];
  readonly webPushKey: string;
}

/** Ann writes to a direct; Bo is away with browsers at a push service that decrypts what they get. */
describe('somebody who is away', { timeout: 240_000 }, () => {
  let simulator: Awaited<ReturnType<typeof startProviderSimulator>>;
  let hub: Hub;
  let ann: Api;
  let bo: Api;
  let conversationId: string;
  let away: () => Promise<void>;

  const ask = async <T>(method: string, path: string, body?: object): Promise<T> =>
    (await (await fetch(`${simulator.url}/web-push/browsers${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) })).json()) as T;
  const shown = async (browser: string): Promise<readonly Notice[]> => (await ask<{ readonly shown: readonly Notice[] }>('GET', `/${browser}`)).shown;
  /** A browser that subscribes with the hub's key and registers; its id at the push service and at the hub. */
  const browser = async (name: string): Promise<{ readonly at: string; readonly id: string }> => {
    const { webPushKey } = await bo.get<Devices>('/v1/devices');
    const subscription = await ask<{ readonly endpoint: string }>('POST', '', { applicationServerKey: webPushKey });
    const { id } = await bo.post<{ id: string }>('/v1/devices', { kind: 'webpush', token: JSON.stringify(subscription), name });
    return { at: subscription.endpoint.split('/').at(-1) ?? '', id };
  };
  const say = (body: string) => ann.post<{ number: number }>(`/v1/directs/${conversationId}/messages`, { body });

  beforeAll(async () => {
    simulator = await startProviderSimulator({ port: 0 });
    hub = await startHub({ env: { PARLEY_OUTGOING_ALLOW: new URL(simulator.url).host, PUSH_AGAIN_SECONDS: '1' } });
    const tenant = await createTenant(hub);
    const [first, second] = [await createAgent(tenant), await createAgent(tenant)];
    [ann, bo] = [first.session, second.session];
    ({ conversationId } = await ann.post<{ conversationId: string }>('/v1/directs', { userId: second.id }));
    const { tenant: own } = await ann.get<{ tenant: { id: string } }>('/v1/me');
    const queues = queuesOf(hub.home);
    away = () => queuePushes({ queues, pushQueueUrl: 'parley-dev-push' }, [{ tenantId: own.id, userId: second.id, conversationId }]);
  });
  afterAll(async () => {
    await hub.stop();
    await simulator.close();
    removeHome(hub.home);
  });

  it('gets one push for a conversation, which a newer one replaces, until they acknowledge it', async () => {
    const { at } = await browser('Firefox');
    await say('are you there?');
    await say('hello?');
    await Promise.all([away(), away(), away()]);
    // The hub itself may have pushed when there was one message.
    const [first] = await until('the browser shows one push for both', async () => {
      const notices = await shown(at);
      return notices.map(({ count }) => count).join() === '2' && notices;
    });
    expect(first).toMatchObject({ count: 2, number: 2, conversationId, kind: 'direct' });
    expect(first).not.toHaveProperty('text');
    await say('it burns');
    await away();
    await until('the newer push has replaced it', async () => (await shown(at)).map(({ count }) => count).join() === '3');
    await bo.post('/v1/acks', { conversationId, number: 3 }, 200);
    await bo.patch('/v1/me', { pushText: true });
    await say('it is over');
    await away();
    await until('the next one comes', async () => (await shown(at)).map(({ text }) => text).join() === 'it is over');
  });

  it('gets it at the next try of a push service that was busy, and loses a device that is gone', async () => {
    const [busy, gone] = [await browser('Busy'), await browser('Gone')];
    await ask('PUT', `/${busy.at}`, { status: 429, retryAfter: 1 });
    await ask('PUT', `/${gone.at}`, { status: 410 });
    const { number } = await say('once more');
    await bo.post('/v1/acks', { conversationId, number: number - 1 }, 200);
    await away();
    await until('the busy push service has it', async () => (await shown(busy.at)).map((notice) => notice.number).join() === String(number));
    await until('the device is gone', async () => (await bo.get<Devices>('/v1/devices')).items.every(({ id }) => id !== gone.id));
    expect((await bo.get<Devices>('/v1/devices')).items.map(({ name }) => name)).toContain('Busy');
  });
});
