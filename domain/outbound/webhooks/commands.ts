import type { Clock, Context, NewId } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import { WEBHOOKS } from '../../limits.ts';
import type { RefusalOf } from '../../origins/addresses.ts';
import type { Table } from '../../table/port.ts';
import { written } from '../../table/written.ts';
import { secretFrom } from './sign-event.ts';
import { webhookItems } from './stored-webhooks.ts';
import { secretsOf, type Webhook, type WebhookEvent, webhookKey, webhookOf } from './webhook.ts';

interface Deps {
  readonly table: Table;
}
interface WriteDeps extends Deps {
  readonly clock: Clock;
  readonly newId: NewId;
  /** 256 random bits, base64url. */
  readonly newSecret: () => string;
  readonly refusalOf: RefusalOf;
}
type Tenant = Pick<Context, 'tenantId'>;

export interface WebhookDraft {
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly enabled: boolean;
}
export type WebhookChange = { readonly [N in keyof WebhookDraft]?: WebhookDraft[N] | undefined } & { readonly rotateSecret?: boolean | undefined };

/** How long a replaced secret is still used for signatures. */
const OVERLAP_MS = 86_400_000;
/** Attempts if others change the same webhook at the same time. */
const TURNS = 5;

/** @throws Problem unprocessable */
const requireCallable = (refusalOf: RefusalOf, url: string): void => {
  const message = refusalOf(url);
  if (message !== null) throw new Problem('unprocessable', 'Parley may not call this address.', { errors: [{ path: 'url', message }] });
};

/** @throws TableUnavailable */
export const listWebhooks = async ({ table }: Deps, { tenantId }: Tenant): Promise<Webhook[]> => (await webhookItems(table, tenantId)).map(webhookOf);

/** @throws Problem not_found, TableUnavailable */
export const getWebhook = async ({ table }: Deps, { tenantId }: Tenant, id: string): Promise<Webhook> => {
  const [item] = await table.get([webhookKey(tenantId, id)], { consistent: true });
  if (!item) throw notFound('webhook');
  return webhookOf(item);
};

/** Only this answer contains the secret. @throws Problem unprocessable, conflict; TableUnavailable */
export const createWebhook = async (deps: WriteDeps, context: Tenant, draft: WebhookDraft): Promise<Webhook & { readonly secret: string }> => {
  const { tenantId } = context;
  requireCallable(deps.refusalOf, draft.url);
  if ((await webhookItems(deps.table, tenantId)).length >= WEBHOOKS) throw new Problem('conflict', `A tenant can have ${WEBHOOKS} webhooks.`);
  const now = new Date(deps.clock()).toISOString();
  const { url, enabled } = draft;
  const secret = secretFrom(deps.newSecret());
  const item = { ...webhookKey(tenantId, deps.newId()), url, events: [...new Set(draft.events)], enabled, createdAt: now, updatedAt: now, secret, revision: 1 };
  await deps.table.write({ op: 'put', item, when: { absent: true } });
  return { ...webhookOf(item), secret };
};

/**
 * Omitted members stay. Enabling removes the notice of earlier failures. If there is a new secret, the answer contains it, and calls have the signatures of
 * both for a day. @throws Problem not_found, unprocessable, conflict; TableUnavailable
 */
export const changeWebhook = async (
  deps: WriteDeps,
  { tenantId }: Tenant,
  id: string,
  change: WebhookChange,
): Promise<Webhook & { readonly secret?: string }> => {
  if (change.url !== undefined) requireCallable(deps.refusalOf, change.url);
  const { rotateSecret = false, events, ...rest } = change;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const key = webhookKey(tenantId, id);
  for (let turn = 0; turn < TURNS; turn += 1) {
    const [item] = await deps.table.get([key], { consistent: true });
    if (!item) throw notFound('webhook');
    const now = deps.clock();
    const secret = secretFrom(deps.newSecret());
    const rotated = { secret, replaced: { secret: secretsOf(item).secret, until: new Date(now + OVERLAP_MS).toISOString() } };
    const set = {
      ...given,
      ...(events === undefined ? {} : { events: [...new Set(events)] }),
      ...(rotateSecret ? rotated : {}),
      updatedAt: new Date(now).toISOString(),
      revision: Number(item['revision']) + 1,
    };
    const remove = change.enabled === true ? ['disabled', 'failing'] : [];
    const when = { equals: { revision: Number(item['revision']), enabled: item['enabled'] === true } };
    if (!(await written(deps.table.write({ op: 'update', key, set, remove, when })))) continue;
    return { ...(await getWebhook(deps, { tenantId }, id)), ...(rotateSecret ? { secret } : {}) };
  }
  throw new Problem('conflict', 'Others are changing the webhook; try again.');
};

/** Deletes a webhook. Its waiting events are not sent. @throws Problem not_found, TableUnavailable */
export const deleteWebhook = async ({ table }: Deps, { tenantId }: Tenant, id: string): Promise<void> => {
  if (!(await written(table.write({ op: 'delete', key: webhookKey(tenantId, id), when: { exists: true } })))) throw notFound('webhook');
};
