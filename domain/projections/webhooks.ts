import { parseConfigurationPk } from '../configuration/keys.ts';
import { inParallel } from '../in-parallel.ts';
import { type DeliveryEntry, deliveryItem } from '../outbound/webhooks/delivery.ts';
import { webhookItems } from '../outbound/webhooks/stored-webhooks.ts';
import { WEBHOOK_PREFIX, type Webhook, webhookOf } from '../outbound/webhooks/webhook.ts';
import { rememberedFor, tenantOfSource, type WebhookEntry, webhookEntryOf } from '../outbound/webhooks/webhook-entry.ts';
import type { Item } from '../table/port.ts';
import { written } from '../table/written.ts';
import { asNew, type Projection } from './projection.ts';
import { overMarksOnly } from './rebuild/over-tenant.ts';
import { type Change, itemOf } from './relay/change.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { sendMessages } from './relay/send-messages.ts';

/** How long a process remembers that a tenant has no webhooks. Until then, a new one may miss events in this process. */
const WITHOUT_MS = 5_000;
const REMEMBERED = 10_000;

/**
 * Stores events for customers' webhooks (`T#t#WD#…`) and queues them. In order within a conversation. A tenant without webhooks costs one read every
 * few seconds in each process, and no writes.
 */
export const webhooksProjection = (deps: ProjectorDeps): Projection => {
  /** Tenants without webhooks, until when (epoch ms). */
  const without = new Map<string, number>();
  const hasNone = (tenantId: string): boolean => (without.get(tenantId) ?? 0) > deps.clock();
  const read = async (tenantId: string): Promise<Webhook[]> => {
    const webhooks = (await webhookItems(deps.table, tenantId)).map(webhookOf);
    if (webhooks.length > 0) return webhooks;
    if (without.size >= REMEMBERED) without.clear();
    without.set(tenantId, deps.clock() + WITHOUT_MS);
    return [];
  };
  return {
    name: 'webhooks',
    ordered: true,
    async prepare(items) {
      for (const { pk, sk } of items) if (sk.startsWith(WEBHOOK_PREFIX)) without.delete(parseConfigurationPk(pk) ?? '');
      const tenants = new Set(items.map(tenantOfSource).filter((tenantId) => tenantId !== null && !hasNone(tenantId)));
      // Where the table does not answer, the changes are wanted, and wait as those of every projection do.
      await Promise.all([...tenants].map((tenantId) => read(tenantId as string).catch(() => undefined)));
    },
    wants(item) {
      const tenantId = tenantOfSource(item);
      return tenantId !== null && !hasNone(tenantId);
    },
    async of(changes) {
      const tenants = [...new Set(changes.map((change) => tenantOfSource(itemOf(change)) as string))];
      const found = new Map(await Promise.all(tenants.map(async (tenantId) => [tenantId, await read(tenantId)] as const)));
      const wanted = changes.filter((change) => (found.get(tenantOfSource(itemOf(change)) as string) ?? []).length > 0);
      const entries = createdFirst(await entriesOf(wanted, deps.clock()));
      const due = entries.flatMap((entry) => (found.get(entry.tenantId) ?? []).flatMap((webhook) => dueOf(webhook, entry)));
      await storeAll(
        deps,
        due.map(({ item }) => item),
      );
      const messages = due.flatMap(({ item, isSent, tenantId, webhookId }) => {
        const entry: DeliveryEntry = { tenantId, webhookId, deliveryId: item.sk };
        const groupId = String(item['group']);
        return isSent ? [{ body: JSON.stringify(entry), groupId, dedupeId: `${webhookId}.${item.sk}` }] : [];
      });
      await sendMessages(deps, 'webhooks', deps.webhooksQueueUrl, messages);
      return { count: messages.length, failures: [] };
    },
    again: asNew,
    // The events of the past are in the deliveries, from which `POST /v1/webhooks/{id}/replay` repeats them.
    rebuild: overMarksOnly,
    remember: ({ before }) => rememberedFor(before),
  };
};

interface Due {
  readonly tenantId: string;
  readonly webhookId: string;
  readonly item: Item;
  readonly isSent: boolean;
}

/** A webhook that Parley disabled keeps its events for a replay. One that an admin disabled gets none. */
const dueOf = ({ id, enabled, disabled, events }: Webhook, entry: WebhookEntry): Due[] =>
  events.includes(entry.envelope.type) && (enabled || disabled !== null)
    ? [{ tenantId: entry.tenantId, webhookId: id, item: deliveryItem(id, entry, enabled ? null : 'the webhook is disabled'), isSent: enabled }]
    : [];

const entriesOf = async (changes: readonly Change[], now: number): Promise<WebhookEntry[]> =>
  (await Promise.all(changes.map((change) => webhookEntryOf(change, now)))).filter((entry) => entry !== null);

/** The stream does not order the items of one transaction: a ticket comes before its first message. */
const createdFirst = (entries: readonly WebhookEntry[]): WebhookEntry[] => {
  const isCreated = ({ envelope }: WebhookEntry): boolean => envelope.type === 'ticket.created';
  return [...entries.filter(isCreated), ...entries.filter((entry) => !isCreated(entry))];
};

/** Writes in parallel. */
const WIDTH = 10;

/** Each delivery once: a change that is processed again finds it stored. */
const storeAll = ({ table }: ProjectorDeps, items: readonly Item[]): Promise<void> =>
  inParallel(items, WIDTH, (item) => written(table.write({ op: 'put', item, when: { absent: true } })));
