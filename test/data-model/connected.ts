import { randomUUID } from 'node:crypto';
import { noteEvents } from '../../domain/origins/health.ts';
import { keepNotices } from '../../domain/origins/notices.ts';
import { fetchMedia } from '../../domain/outbound/media/fetch-media.ts';
import type { MediaAnswer } from '../../domain/outbound/media/keep-file.ts';
import type { MediaEntry } from '../../domain/outbound/media/media-entry.ts';
import { runTest } from '../../domain/outbound/origin-test/run-test.ts';
import { RetryLater } from '../../domain/outbound/retry-later.ts';
import type { Posted } from '../../domain/outbound/rule-actions/run-action.ts';
import { deliverEvent } from '../../domain/outbound/webhooks/deliver-event.ts';
import type { Table } from '../../domain/table/port.ts';
import { keepCall } from '../../functions/webhooks/keep-call.ts';
import type { openShop } from './shop.ts';

type Shop = Awaited<ReturnType<typeof openShop>>;
interface Connected extends Pick<Shop, 'load' | 'uploaded' | 'call' | 'id'> {
  readonly table: Table;
  readonly tenantId: string;
}

/** An origin that is set up: a test, its health, and calls that could not be read, one of which is read later. */
const setUpOrigin = async ({ table, tenantId, load, uploaded, call, id }: Connected, origin: string): Promise<void> => {
  await noteEvents(table)(tenantId, origin, load.deps.clock());
  const tested = id(await call(`POST /v1/origins/${origin}/test`));
  await runTest({ ...load.deps, check: async () => ({ state: 'passed' }) }, { tenantId, originTest: tested });
  const keepRaw = (text: string) => {
    const objects = { put: async (key: string, body: Uint8Array, contentType: string) => void uploaded.set(key, { body, contentType }) };
    const request = { method: 'POST' as const, headers: {}, query: {}, body: Buffer.from(text), receivedAt: load.deps.clock() };
    return keepCall({ objects, table }, { tenantId, originId: origin, channel: 'whatsapp', accountId: '1' }, request, [{ index: 0, reason: 'unknown' }]);
  };
  await keepNotices(table, tenantId, origin, [{ at: new Date(load.deps.clock()).toISOString(), what: 'account_update', text: 'event: PAUSED', hash: 'a1' }]);
  await keepRaw('{"entry":7}');
  await keepRaw('{"object":"whatsapp_business_account","entry":[]}');
  await call(`GET /v1/origins/${origin}/health`);
  const { items: kept } = await call(`GET /v1/origins/${origin}/events`);
  for (const one of kept as readonly { readonly id: string }[]) await call(`POST /v1/origins/${origin}/events/${one.id}/replay`);
};

/** A customer's photo comes in and is fetched. */
const keepPhoto = async ({ load, uploaded }: Connected): Promise<void> => {
  const { event, ...envelope } = load.event('photographer', 1);
  if (!event.content) throw new Error('a message without content');
  const photo = { name: null, type: 'image/png', size: null, url: 'https://files.example/a.png', mediaId: null, objectKey: null };
  await load.receive([{ ...envelope, event: { ...event, content: { ...event.content, attachments: [photo] } } }]);
  await load.project();
  const deps = {
    ...load.deps,
    repeatForMs: 60_000,
    mostBytes: 1_000,
    typeOf: async () => 'image/png',
    retryAfterOf: () => ({}),
    locate: async () => ({ url: photo.url, headers: {} }),
    download: <T>(_: unknown, take: (answer: MediaAnswer) => Promise<T>) => take({ status: 200, retryAfter: null, size: 0, bytes: (async function* () {})() }),
    objects: {
      putStream: async (key: string, _: unknown, __: number, contentType: string) => void uploaded.set(key, { body: new Uint8Array(), contentType }),
      delete: async (key: string) => void uploaded.delete(key),
    },
  };
  for (const { queue, body } of load.sent)
    if (queue === 'media') await fetchMedia(deps, JSON.parse(body) as MediaEntry, { receives: 1, queuedAt: load.deps.clock() });
};

/** Events for a system of the shop: delivered, failed, given up, and sent again. */
const tellSystems = async ({ tenantId, load, call, id }: Connected, happen: () => Promise<void>): Promise<void> => {
  const events = ['ticket.created', 'ticket.updated', 'message.received', 'message.sent', 'queue.changed'];
  const hook = `/v1/webhooks/${id(await call('POST /v1/webhooks', { url: 'https://shop.example/events', events }))}`;
  await call('GET /v1/webhooks');
  await call(`PATCH ${hook}`, { rotateSecret: true });
  await happen();
  const deliver = async (posted: Posted, repeatForMs: number): Promise<void> => {
    const { items } = await call(`GET ${hook}/deliveries`);
    for (const { id: deliveryId } of (items as readonly { readonly id: string }[]).toReversed()) {
      const deps = { ...load.deps, newId: randomUUID, turn: async () => () => {}, post: async () => posted, repeatForMs };
      const entry = { tenantId, webhookId: String(hook.split('/').at(-1)), deliveryId };
      await deliverEvent(deps, entry, { receives: 1, receipt: 'r' }).catch((error: unknown) => {
        if (!(error instanceof RetryLater)) throw error;
      });
    }
  };
  await deliver({ status: 500 }, 60_000);
  await deliver({ status: 200 }, 60_000);
  await call(`POST ${hook}/replay`, { since: '2020-01-01T00:00:00Z' });
  await deliver({ status: 500 }, 0);
  await call(`GET ${hook}`);
  await call(`PATCH ${hook}`, { enabled: true });
  const [newest] = (await call(`GET ${hook}/deliveries`))['items'] as readonly { readonly id: string }[];
  await call(`POST ${hook}/deliveries/${newest?.id}/retry`);
  await call(`DELETE ${hook}`);
};

interface Happening {
  readonly origin: string;
  readonly queue: string;
  readonly happen: () => Promise<void>;
}

/** What the shop connects: an origin, and a system of its own that is told of a changed queue and of what happens. */
export const connectSystems = async (connected: Connected, { origin, queue, happen }: Happening): Promise<void> => {
  await connected.call('GET /v1/audit');
  await setUpOrigin(connected, origin);
  await keepPhoto(connected);
  await tellSystems(connected, async () => {
    await connected.call(`PATCH /v1/queues/${queue}`, { name: 'Newer' });
    await happen();
  });
};
