import { createHmac } from 'node:crypto';
import type { Table } from '../table/port.ts';
import { presentTicket } from '../tickets/present.ts';
import { loadTicket } from '../tickets/store.ts';
import type { OutboundAction } from './outbox.ts';
import { TryAgain } from './sending.ts';

export interface ActionDeps {
  readonly table: Table;
  readonly clock: () => number;
  /** The tenant's setting `webhookSecret`, undefined when it has none. */
  readonly webhookSecret: (tenantId: string) => Promise<string | undefined>;
  readonly post: (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<{ readonly status: number }>;
}

/** An action that cannot be carried out; goes to the dead letter with its reason. */
export class ActionRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'ActionRefused';
  }
}

/**
 * Calls a rule's webhook: a POST of the ticket as it stands, signed like inbound webhooks of the `api` channel
 * (`X-Parley-Signature: sha256=<hex HMAC of the body>`), with an id that is the same at every repeat.
 * @throws ActionRefused, TryAgain
 */
export const runAction = async (deps: ActionDeps, action: OutboundAction): Promise<void> => {
  const target = (action.action['target'] as { url?: string } | undefined)?.url ?? (action.action['url'] as string | undefined);
  if (target === undefined) throw new ActionRefused('the action names no address');
  const secret = await deps.webhookSecret(action.tenantId);
  if (secret === undefined) throw new ActionRefused('the tenant has no webhookSecret; nothing leaves unsigned');
  const ticket = await loadTicket(deps.table, action.tenantId, action.ticketId);
  if (!ticket) throw new ActionRefused('the ticket is gone');
  const body = JSON.stringify({
    id: action.id,
    event: action.kind,
    ruleId: action.ruleId,
    text: action.action['text'],
    ticket: presentTicket(ticket),
    sentAt: new Date(deps.clock()).toISOString(),
  });
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const { status } = await deps.post(target, { 'content-type': 'application/json', 'x-parley-signature': signature, 'x-parley-delivery-id': action.id }, body);
  if (status < 300) return;
  if (status === 408 || status === 425 || status === 429 || status >= 500) throw new TryAgain(`the webhook answered ${status}`, 0);
  throw new ActionRefused(`the webhook answered ${status}`);
};
