import { generationsOf } from '../../configuration/generations.ts';
import { tenantKey } from '../../configuration/keys.ts';
import { append } from '../../conversations/log/append.ts';
import { type Draft, messageKey } from '../../conversations/log/draft.ts';
import { failureKind } from '../../edge-errors.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import { previewOf, withWholeBodies } from '../messages/bodies.ts';
import { isVisible, type Message, messageAttributes, messageOf } from '../messages/message.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { transition } from '../tickets/state-machine.ts';
import { TicketDraft } from '../tickets/ticket-draft.ts';
import type { ThreadHead } from './head.ts';
import { parseThreadPk } from './keys.ts';
import { threadPlace } from './place.ts';

/** Spans of a disabled origin, oldest first; `domain/support/messages/inbound/create-message.ts` puts them there. */
export const shadowPk = (tenantId: string, originId: string): string => `T#${tenantId}#SH#${originId}`;

export interface RevealJob {
  readonly tenantId: string;
  readonly originId: string;
  /** Milliseconds after which the job hands over to its continuation. */
  readonly budgetMs: number;
}

/** Messages rewritten in one transaction. */
const CHUNK = 40;

/**
 * Reveals what an origin received while it was disabled, thread by thread, each in one step: from that moment lists show its
 * span whole. The messages themselves are rewritten afterwards, in chunks, for search and the live feed. Resumable: a span stays
 * in the index until all of that is done. Stops when the origin is disabled again. `apart` takes a span that fails for a reason of its own, so
 * that it holds up no other.
 * @returns whether there is more to do
 * @throws TableUnavailable; calling again is safe. Without `apart` also what a span fails with
 */
export const revealOrigin = async (deps: TicketDeps, job: RevealJob, apart?: (span: Key) => Promise<void>): Promise<'done' | 'more'> => {
  const until = deps.clock() + job.budgetMs;
  const failed = new Set<string>();
  let after: Readonly<Record<string, string>> | undefined;
  let revealed = 0;
  for (;;) {
    if (!(await isEnabled(deps, job))) return 'done';
    const page = await deps.table.query({ pk: shadowPk(job.tenantId, job.originId), index: 'byActivity', limit: 25, ...(after ? { after } : {}) });
    for (const place of page.items) {
      if (deps.clock() > until) return 'more';
      if (failed.has(`${place.pk}#${place.sk}`)) continue;
      try {
        await revealPlace(deps, job.tenantId, place);
        revealed += 1;
      } catch (error) {
        if (!apart || failureKind(error) === 'unavailable') throw error;
        failed.add(`${place.pk}#${place.sk}`);
        await apart(place);
      }
    }
    if (page.next) {
      after = page.next;
      continue;
    }
    // Spans leave the index when they are revealed; what came meanwhile is at its end.
    if (revealed === 0) return 'done';
    revealed = 0;
    after = undefined;
  }
};

/** One span by itself. @throws what it fails with */
export const revealSpan = async (deps: TicketDeps, origin: Pick<RevealJob, 'tenantId' | 'originId'>, { pk, sk }: Key): Promise<void> => {
  if (await isEnabled(deps, origin)) await revealPlace(deps, origin.tenantId, { pk, sk });
};

const isEnabled = async (deps: TicketDeps, { tenantId, originId }: Pick<RevealJob, 'tenantId' | 'originId'>): Promise<boolean> => {
  const [tenant] = await deps.table.get([tenantKey(tenantId)], { consistent: true });
  if (!tenant) return false;
  return (await deps.policies(tenantId, generationsOf(tenant))).originState(originId) === 'enabled';
};

const revealPlace = async (deps: TicketDeps, tenantId: string, place: Key): Promise<void> => {
  const thread = parseThreadPk(place.pk);
  if (!thread) return;
  const span = await showSpan(deps, tenantId, thread.threadId, place);
  if (!span) return;
  for (let from = span.from; from <= span.to; from += CHUNK)
    await rewrite(deps, tenantId, thread.threadId, { ...span, from, to: Math.min(from + CHUNK - 1, span.to) });
  await deps.table.write({ op: 'put', item: { pk: place.pk, sk: place.sk, ...span, revealed: true } });
};

interface Span {
  readonly from: number;
  readonly to: number;
  readonly ticketId: string | null;
}

const messagesOf = async (table: Table, pk: string, from: number, to: number): Promise<Item[]> => {
  const found: Item[] = [];
  let after: Readonly<Record<string, string>> | undefined;
  do {
    const page = await table.query({ pk, from: messageKey(pk, from).sk, to: messageKey(pk, to).sk, consistent: true, ...(after ? { after } : {}) });
    found.push(...page.items);
    after = page.next ?? undefined;
  } while (after);
  return found;
};

const opens = (message: Message): boolean => message.kind === 'customer' && !message.deleted && message.automatic !== 'answer';

const showSpan = (deps: TicketDeps, tenantId: string, threadId: string, place: Key): Promise<Span | null> =>
  append(deps, {
    place: threadPlace(tenantId, threadId, deps.shards),
    reads: [tenantKey(tenantId), { pk: place.pk, sk: place.sk }],
    async decide(draft, [tenant, item]): Promise<Span | null> {
      if (!tenant || !item) return null;
      if (item['revealed'] === true) return { from: item['from'] as number, to: item['to'] as number, ticketId: item['ticketId'] as string | null };
      const work = new TicketDraft(draft, {
        tenantId,
        threadId,
        moment: { now: deps.clock(), closedAfterMs: deps.closedAfterMs },
        shards: deps.shards,
        policy: await deps.policies(tenantId, generationsOf(tenant), { lists: true }),
        sequences: deps.sequences,
        correlationId: `reveal.${threadId}.${String(item['from'])}`,
        by: { type: 'system', id: null },
        depth: 0,
      });
      const span = await showOpenSpan(deps, draft, work, item);
      work.finish({ audit: true });
      return span;
    },
  });

/**
 * The one step: the thread's open span joins the active ticket as customer messages do, or becomes a ticket of its own. Whoever
 * comes first does it, the job or the next message of the thread, so that the order stays the original one.
 */
export const showOpenSpan = async (
  deps: Pick<TicketDeps, 'table' | 'bodies' | 'clock' | 'closedAfterMs'>,
  draft: Draft<ThreadHead>,
  work: TicketDraft,
  item: Item,
): Promise<Span> => {
  const from = item['from'] as number;
  const to = draft.head.lastNumber;
  const items = await messagesOf(deps.table, draft.pk, from, to);
  const messages = items.map(messageOf).filter((message) => message.shadowed);
  const moment = { now: deps.clock(), closedAfterMs: deps.closedAfterMs };
  const newest = messages.findLast(opens);
  const isNew = !work.ticket && newest !== undefined;
  if (isNew) await work.open(draft.head.customer, { firstNumber: from, automatic: messages.find(opens)?.automatic === 'first' });
  else if (work.ticket && newest) work.change({ ...work.ticket, ...transition(work.ticket, { type: 'customerMessage' }, moment) });
  join(work, messages, newest);
  const ticketId = work.ticket?.id ?? null;
  if (newest) {
    // Rules ask what it says as a whole; of the others their beginning is enough.
    const stored = items.filter((one) => one['number'] === newest.number);
    const [whole = newest] = (await withWholeBodies(deps, draft.pk, stored)).map(messageOf);
    const said = { ...whole, ticketId, shadowed: false };
    await work.automate('message.received', said);
    if (isNew) await work.automate('ticket.created', said);
  }
  draft.amend({ type: 'reveal', from, to, ticketId, at: work.now });
  draft.put({ ...item, to, ticketId, revealed: true });
  draft.setHead({ shadowFirst: 0 });
  return { from, to, ticketId };
};

const join = (work: TicketDraft, messages: readonly Message[], newest: Message | undefined): void => {
  const { ticket } = work;
  if (!ticket) return;
  const visible = messages.filter((message) => isVisible({ ...message, shadowed: false }));
  const last = visible.at(-1);
  work.change({
    ...ticket,
    visibleMessageCount: ticket.visibleMessageCount + visible.length,
    lastMessage:
      last && last.number > (ticket.lastMessage?.number ?? 0)
        ? { number: last.number, kind: last.kind, text: previewOf(last), createdAt: last.createdAt }
        : ticket.lastMessage,
    lastCustomerNumber: Math.max(ticket.lastCustomerNumber, newest?.number ?? 0),
    waitingSince: newest ? (ticket.waitingSince ?? work.now) : ticket.waitingSince,
  });
};

/** Brings the messages themselves in line with their span; each once. */
const rewrite = (deps: TicketDeps, tenantId: string, threadId: string, { from, to, ticketId }: Span): Promise<void> =>
  append(deps, {
    place: threadPlace(tenantId, threadId, deps.shards),
    reads: [],
    async decide(draft) {
      for (const item of await messagesOf(deps.table, draft.pk, from, to)) {
        const message = messageOf(item);
        if (!message.shadowed) continue;
        const { aside } = item;
        draft.rewrite(item, { ...messageAttributes({ ...message, shadowed: false, ticketId }), ...(aside === undefined ? {} : { aside }) });
      }
    },
  });
