import { createHmac } from 'node:crypto';
import { CAUSATION_HEADER, signCausation } from '../../automation/causation.ts';
import { presentTicket } from '../../support/tickets/present.ts';
import { loadTicket } from '../../support/tickets/store.ts';
import type { Ticket } from '../../support/tickets/ticket.ts';
import type { Key } from '../../table/port.ts';
import { type DeliveryError, deliveryError } from '../../vocabulary/delivery-error.ts';
import type { Leave } from '../fair-share.ts';
import { gateKey, openGate, passGate, SLOW_MS, strikeGate } from '../gate.ts';
import { actionKey, type OutboundAction } from '../outbox.ts';
import { pauseAfter } from '../patience.ts';
import { ActionRefused, type Attempt, laterOf } from './attempt.ts';
import { escalationIdOf } from './escalation-id.ts';
import { type EscalationDeps, sendEscalation } from './send-escalation.ts';
import { settleAction } from './settle-action.ts';

/** The outcome of a call: the response's status, or why there was no response. `refused`: the address may not be called. */
export type Posted = { readonly status: number; readonly retryAfterSeconds?: number } | { readonly unanswered: string; readonly refused?: true };

export interface ActionDeps extends EscalationDeps {
  /** The tenant's `webhookSecret`, undefined when it has none. */
  readonly webhookSecret: (tenantId: string) => Promise<string | undefined>;
  readonly causationKey: (tenantId: string) => Promise<string>;
  /** A slot among the running calls; null if this receiver or its tenant already uses its share. */
  readonly turn: (tenantId: string, host: string) => Promise<Leave | null>;
  /** Never throws. */
  readonly post: (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Posted>;
}

/** Temporary failures: the receiver asks for a retry or has a problem. A status outside of 100–599 counts as 5xx (RFC 9110, section 15). */
const passes = (status: number): boolean => status === 408 || status === 425 || status === 429 || status >= 500 || status < 100;

const BUSY_PAUSE_MS = 1_000;

/** The target of an action, or undefined. */
export const targetOf = ({ action }: OutboundAction): string | undefined =>
  (action['target'] as { url?: string } | undefined)?.url ?? (action['url'] as string | undefined);

/**
 * Calls a rule's webhook: a POST of the current ticket, signed like inbound webhooks of the `api` channel
 * (`X-Parley-Signature: sha256=<hex HMAC of the body>`), with an id that is the same at every repeat.
 * @throws ActionRefused, RetryLater
 */
export const runAction = async (deps: ActionDeps, action: OutboundAction, attempt: Attempt): Promise<void> => {
  const { email } = (action.action['target'] ?? {}) as { readonly email?: string };
  if (email !== undefined) return sendEscalation(deps, action, email, attempt);
  const url = targetOf(action);
  if (url === undefined) throw new ActionRefused('the action names no address');
  const secret = await deps.webhookSecret(action.tenantId);
  if (secret === undefined) throw new ActionRefused('the tenant has no webhookSecret; nothing leaves unsigned');
  const ticket = await loadTicket(deps.table, action.tenantId, action.ticketId);
  if (!ticket) throw new ActionRefused('the ticket is gone');
  const later = laterOf(deps, attempt);

  const host = URL.parse(url)?.host ?? url;
  const key = gateKey(action.tenantId, host);
  const leave = await deps.turn(action.tenantId, host);
  if (!leave) throw later('the receiver is busy', BUSY_PAUSE_MS * (1 + deps.random()));
  try {
    await call(deps, { action, attempt, ticket, url, secret, key, later });
  } finally {
    leave();
  }
};

interface Call {
  readonly action: OutboundAction;
  readonly attempt: Attempt;
  readonly ticket: Ticket;
  readonly url: string;
  readonly secret: string;
  readonly key: Key;
  readonly later: (reason: string, pauseMs: number) => Error;
}

const call = async (deps: ActionDeps, { action, attempt, ticket, url, secret, key, later }: Call): Promise<void> => {
  const [gateItem, item] = await deps.table.get([key, actionKey(action)], { consistent: true });
  // Delivered again by the queue, or by a rebuild that ran at the same time as the first delivery.
  if (item?.['settled'] === 'done') return;
  const passage = await passGate(deps, key, gateItem);
  if (!passage.open) throw later(passage.error.message, passage.afterMs);
  const body = JSON.stringify({
    id: action.id,
    event: action.kind,
    ruleId: action.ruleId,
    text: action.action['text'],
    ...(action.kind === 'escalate'
      ? { escalationId: escalationIdOf(action), ticketId: action.ticketId, sequence: ticket.sequence, dueAt: action.action['dueAt'] ?? null }
      : {}),
    ticket: presentTicket(ticket),
    sentAt: new Date(deps.clock()).toISOString(),
  });
  const headers = {
    'content-type': 'application/json',
    'x-parley-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    'x-parley-delivery-id': action.id,
    [CAUSATION_HEADER]: signCausation(await deps.causationKey(action.tenantId), action.tenantId, { depth: action.depth, id: action.id }),
  };
  const began = deps.clock();
  const posted = await deps.post(url, headers, body);
  if ('unanswered' in posted) {
    if (posted.refused) throw new ActionRefused(posted.unanswered);
    if (deps.clock() - began >= SLOW_MS) await strikeGate(deps, key, `${action.ticketId}:${action.ruleId}`, noAnswer(posted.unanswered));
    throw later(`no answer (${posted.unanswered})`, pauseAfter(attempt.receives, deps.random(), 0, deps.firstPauseMs));
  }
  await openGate(deps, key, gateItem);
  const { status, retryAfterSeconds } = posted;
  if (status >= 200 && status < 300) {
    await settleAction(deps.table, action, 'done');
    return;
  }
  const reason = `the webhook answered ${status}`;
  if (!passes(status)) throw new ActionRefused(reason);
  throw later(reason, pauseAfter(attempt.receives, deps.random(), retryAfterSeconds, deps.firstPauseMs));
};

const noAnswer = (code: string): DeliveryError => deliveryError(code, `The webhook did not answer (${code}).`);
