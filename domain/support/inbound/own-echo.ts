import type { Key } from '../../table/port.ts';
import { addItem } from '../messages/identity.ts';
import { type Message, messageOf } from '../messages/message.ts';
import { ledgerKey } from '../threads/keys.ts';
import { amend } from '../tickets/amend.ts';
import { readMessage } from '../tickets/read-message.ts';
import type { Effect, EventStep } from './batch.ts';
import { causeOf } from './cause-of.ts';
import { caughtUp, unchanged, waitingAt } from './early-events.ts';
import type { Content, InboundEvent } from './inbound-event.ts';
import { newestEntries } from './newest-entries.ts';

/** How far back a reply can lie whose echo comes before the provider's answer to us. */
const REACH = 20;

/**
 * What the business wrote may be a reply of ours that the provider tells of before it answers us, or whose answer was lost: one that was tried and is not known as
 * sent, with the same words. It then has the provider's id, and is sent. Null when it is none of ours. `key`: of the provider's id.
 */
export const settleOwn = async (step: EventStep, inbound: InboundEvent, { text, surface }: Content, key: Key): Promise<Effect | null> => {
  const { draft, deps, known, stored, ticketDraft, threadId } = step;
  const { table, bodies } = deps;
  const { tenantId, event } = inbound;
  const isIt = (message: Message): boolean =>
    isUnderWay(message) && (message.privately ? 'dm' : message.surface) === surface && message.attachments.length === 0;
  const candidates = (await newestEntries(step, REACH)).map(messageOf).filter(isIt);
  for (const { number } of candidates) {
    const before = await readMessage({ table, bodies, draft }, number);
    if (before?.text?.trim() !== text?.trim() || !before) continue;
    const [ledger] = await table.get([ledgerKey(tenantId, threadId, number)], { consistent: true });
    if (!ledger) continue;
    const waiting = waitingAt(known(key));
    const after = caughtUp({ ...before, providerId: event.providerId, delivery: { state: 'sent', error: null } }, waiting);
    draft.put(addItem(key, threadId, number, { answers: waiting.answers === true }), unchanged(stored(key)));
    await amend(
      { table, bodies, draft, ticketDraft },
      before,
      after,
      { type: 'status', by: { type: 'origin', id: null }, detail: { ...after.delivery } },
      causeOf(inbound),
    );
    return 'applied';
  }
  return null;
};

/** A change that was asked of the provider is no message of its own. */
const isUnderWay = ({ kind, delivery, asked }: Message): boolean =>
  kind !== 'customer' && asked === undefined && (delivery?.state === 'queued' || delivery?.state === 'unknown');
