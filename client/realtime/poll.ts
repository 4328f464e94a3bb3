import type { Api } from '../rest/create-api.ts';
import type { LogFrame, Order } from './order.ts';
import type { Outbox, OutgoingFrame } from './outbox.ts';

interface Owed {
  readonly type: 'message' | 'amendment';
  readonly conversationId: string;
  readonly number: number;
  readonly cursor?: string;
  readonly [member: string]: unknown;
}
interface Result {
  readonly id: string;
  readonly accepted: boolean;
  readonly conversationId?: string;
  readonly number?: number;
  readonly error?: { readonly code: string; readonly title: string };
}
type Items<T> = { readonly items: readonly T[]; readonly nextCursor?: string | null };

const frameOf = (owed: Owed): LogFrame => ({ ...owed, type: owed.type === 'message' ? 'message' : 'amended' }) as unknown as LogFrame;

/**
 * Reads what is owed to the person, all pages, and acknowledges it. What the pages skip will never come. When a socket opens meanwhile (`alone` is false), its
 * replay settles the rest.
 */
export async function poll(api: Pick<Api, 'request'>, order: Order, show: (frames: LogFrame[]) => Promise<void>, alone: () => boolean): Promise<void> {
  const newest = new Map<string, Owed>();
  let cursor: string | null | undefined;
  do {
    const page = (await api.request('GET', `/v1/messages${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`)) as Items<Owed>;
    for (const owed of page.items) {
      newest.set(owed.conversationId, owed);
      await show(order.take(frameOf(owed)));
    }
    cursor = page.nextCursor;
  } while (cursor);
  if (!alone()) return;
  await show(order.release(order.mark()));
  for (const { conversationId, number, cursor: position } of newest.values())
    await api.request('POST', '/v1/acks', { conversationId, ...(position === undefined ? { number } : { cursor: position }) });
}

/** Sends frames through the REST gateway and hands their results to the outbox. */
export async function post(api: Pick<Api, 'request'>, frames: readonly OutgoingFrame[], outbox: Outbox): Promise<Result[]> {
  const { items } = (await api.request('POST', '/v1/send', frames.slice(0, 100))) as Items<Result>;
  for (const { id, accepted, error } of items) if (!accepted) outbox.refused(id, error ?? { code: 'internal', title: 'The hub refused it.' });
  return items.filter(({ accepted }) => accepted);
}
