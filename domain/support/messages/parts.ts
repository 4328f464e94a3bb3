import { type Delivery, type DeliveryState, isNewer, type Message, type Part } from './message.ts';

/** From what an agent has to know first to what is best. */
const ORDER: readonly DeliveryState[] = ['failed', 'unknown', 'queued', 'sent', 'delivered', 'read'];

/** A reply is as far as the part that is least far; one part that failed makes it fail. */
const combined = (parts: readonly Part[]): Delivery => {
  const [least] = parts.toSorted((left, right) => ORDER.indexOf(left.state) - ORDER.indexOf(right.state));
  return least ? { state: least.state, error: least.error } : { state: 'sent', error: null };
};

/** What a try leaves of the parts. `sentParts`: their ids by index; `rest`: what came of those that were not sent, null when all were. */
export const partsAfterTry = (before: readonly Part[] = [], sentParts: readonly (string | null)[], rest: Delivery | null): readonly Part[] => {
  const ids = rest ? [...sentParts, null] : sentParts;
  return ids.map((id) => {
    if (id === null) return { id, state: rest?.state ?? 'sent', error: rest?.error ?? null };
    return before.find((part) => part.id === id) ?? { id, state: 'sent', error: null };
  });
};

type Parted = Pick<Message, 'delivery' | 'parts'>;

export const deliveredInParts = (parts: readonly Part[]): Parted => ({ delivery: combined(parts), parts });

/**
 * A reply after a status of the provider about `id`. Null when the status is no news: what it says is known already, or the part was sent anew under
 * another id. A reply that waits to be sent again keeps waiting.
 */
export const afterStatus = ({ delivery, parts }: Parted, id: string, status: Delivery): Parted | null => {
  if (!parts) return isNewer(status.state, delivery?.state) ? { delivery: status } : null;
  const index = parts.findIndex((part) => part.id === id);
  const part = parts[index];
  if (!part || !isNewer(status.state, part.state)) return null;
  const after = parts.with(index, { ...part, state: status.state, error: status.error });
  return delivery?.state === 'queued' ? { delivery, parts: after } : deliveredInParts(after);
};

/**
 * Any message after a status of the provider about `id`: of a reply, or of a change that the provider was asked for and that has an id of its own. Null when the
 * status is no news, or about a request that was replaced by a later one.
 */
export const afterNews = (message: Pick<Message, 'kind' | 'asked' | 'delivery' | 'parts'>, id: string, status: Delivery): Parted | null => {
  const { kind, asked, delivery, parts } = message;
  // Until the request has left (again), no status can be about it.
  const isWaiting = asked !== undefined && delivery?.state === 'queued';
  if (asked?.id === id) return !isWaiting && isNewer(status.state, delivery?.state) ? { delivery: status } : null;
  // A mark of what was read may name the customer's own message.
  if (kind === 'customer' || (isWaiting && !parts)) return null;
  return afterStatus(message, id, status);
};

/** The parts of a reply that is to be sent again: those that failed, or whose outcome is unknown, are to be sent. */
export const partsToRetry = (parts: readonly Part[]): readonly Part[] =>
  parts.map((part) => (part.id === null || part.state === 'failed' ? { id: null, state: 'queued', error: null } : part));
