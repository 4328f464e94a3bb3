import { readDeliveryError } from '../../vocabulary/delivery-error.ts';
import { isEarlier, type Message, messageOf } from '../messages/message.ts';
import { afterStatus } from '../messages/parts.ts';
import { amend } from '../tickets/amend.ts';
import { readMessage } from '../tickets/read-message.ts';
import type { Effect, EventStep, KnownEvent } from './batch.ts';
import { newestEntries } from './newest-entries.ts';

/** How many of the thread's newest entries a watermark reaches. Each costs two writes of a transaction, which has 100. */
const REACH = 20;

/**
 * A provider that tells a time instead of a message (Messenger's watermarks): what we sent until then has this state. Statuses only move forward, so the same
 * time again changes nothing. A reply that is not noted as sent yet waits for the next watermark.
 */
export const statusUpTo = async (step: EventStep, { event }: KnownEvent): Promise<Effect> => {
  const { draft, deps, ticketDraft } = step;
  const { table, bodies } = deps;
  const given = event.status;
  if (!given) return 'ignored';
  const status = { state: given.state, error: readDeliveryError(given.error) };
  const moved = (message: Message): Message => {
    const ids = message.parts ? message.parts.flatMap(({ id }) => id ?? []) : [''];
    return ids.reduce((after, id) => ({ ...after, ...afterStatus(after, id, status) }), message);
  };
  const sent = (await newestEntries(step, REACH)).map(messageOf).filter((message) => isSent(message) && !isEarlier(event.occurredAt, message.createdAt));
  let effect: Effect = 'ignored';
  for (const { number } of sent) {
    const before = await readMessage({ table, bodies, draft }, number);
    if (!before) continue;
    const after = moved(before);
    if (await amend({ table, bodies, draft, ticketDraft }, before, after, { type: 'status', by: { type: 'origin', id: null }, detail: { ...after.delivery } }))
      effect = 'applied';
  }
  return effect;
};

/** One that was changed at its provider has the state of that change. */
const isSent = ({ kind, surface, delivery, asked }: Message): boolean =>
  kind !== 'customer' && surface === 'dm' && asked === undefined && (delivery?.state === 'sent' || delivery?.state === 'delivered');
