import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { type Continuity, type Origin, originKey, originOf } from '../../origins/origin.ts';
import { withWholeBodies } from '../../support/messages/bodies.ts';
import type { BodyStore } from '../../support/messages/body-store.ts';
import { type Message, messageOf } from '../../support/messages/message.ts';
import type { Item, Table } from '../../table/port.ts';
import { isForVisitor, isVisitorsOwn } from '../present.ts';
import { type Visitor, visitorKey, visitorOf } from '../visitor.ts';

/** Messages that are read at once, and so the maximum of replies in one mail. */
const PAGE = 50;
const HIGHEST = 9_999_999_999;
const MINUTE_MS = 60_000;
/** A reply that is not in the log yet is looked for again after this time. */
const QUEUED_MS = 60_000;

export interface Conversation {
  readonly tenantId: string;
  readonly threadId: string;
}

/** The replies that a visitor has not got, and how they get them. */
export interface Owed {
  readonly visitor: Visitor & { readonly email: string };
  readonly origin: Origin;
  readonly continuity: Continuity;
  /** Oldest first, without texts that are stored separately. Empty if all of them still wait to be sent. */
  readonly replies: readonly Message[];
  /** The `Message-ID` of the visitor's newest answer by mail after the replies that they have got, or null. */
  readonly answered: string | null;
  /** True: there may be more. */
  readonly more: boolean;
  /** When the mail is due, epoch ms: the visitor has then been away for the time of the origin. */
  readonly dueAt: number;
}

interface ReadDeps {
  readonly table: Pick<Table, 'get' | 'query'>;
  readonly clock: () => number;
}

/** A deleted or hidden reply is not mailed, nor one that has failed or was mailed. */
const isOwed = (message: Message): boolean =>
  message.kind !== 'customer' && isForVisitor(message) && !message.hidden && !message.deleted && message.delivery?.state === 'sent' && !message.delivery.via;

/** Null: there is no such visitor. @throws TableUnavailable */
export const readVisitor = async ({ table }: Pick<ReadDeps, 'table'>, { tenantId, threadId }: Conversation): Promise<Visitor | null> => {
  const [item] = await table.get([visitorKey(tenantId, threadId)], { consistent: true });
  return item ? visitorOf(tenantId, item) : null;
};

/** The log from a number on, until a page has something that is owed or waits. */
const nextPage = async ({ table }: ReadDeps, pk: string, after: number): Promise<readonly Message[]> => {
  for (let from = after + 1; ; ) {
    const { items } = await table.query({ pk, from: messageKey(pk, from).sk, to: messageKey(pk, HIGHEST).sk, limit: PAGE, consistent: true });
    const messages = items.map(messageOf);
    if (items.length < PAGE || messages.some((message) => isOwed(message) || message.delivery?.state === 'queued')) return messages;
    from = Number(messages.at(-1)?.number) + 1;
  }
};

/**
 * What a visitor is owed by mail: the replies after those that they have acknowledged or that were mailed. Null if that is nothing, if they gave no address,
 * or if the origin is disabled or does not continue by mail. @throws TableUnavailable
 */
export const owedByMail = async (deps: ReadDeps, conversation: Conversation): Promise<Owed | null> => {
  const visitor = await readVisitor(deps, conversation);
  if (!visitor || visitor.email === null) return null;
  const { tenantId, threadId, email } = visitor;
  const [item] = await deps.table.get([originKey(tenantId, visitor.originId)], { consistent: true });
  const origin = item && originOf(item);
  if (!origin?.continuity || origin.state !== 'enabled') return null;
  const { continuity } = origin;
  const page = await nextPage(deps, threadPk(tenantId, threadId), Math.max(visitor.delivered, visitor.read, visitor.mailedTo));
  const waiting = page.findIndex(({ kind, delivery }) => kind !== 'customer' && delivery?.state === 'queued');
  const sent = (waiting < 0 ? page : page.slice(0, waiting)).filter(isOwed);
  if (sent.length === 0) {
    if (waiting < 0) return null;
    return { visitor: { ...visitor, email }, origin, continuity, replies: [], answered: null, more: false, dueAt: deps.clock() + QUEUED_MS };
  }
  const wrote = page.filter(isVisitorsOwn).map(({ createdAt }) => Date.parse(createdAt));
  const since = Math.max(Date.parse(sent[0]?.createdAt ?? ''), visitor.seenAt === null ? 0 : Date.parse(visitor.seenAt), ...wrote);
  return {
    visitor: { ...visitor, email },
    origin,
    continuity,
    replies: sent,
    answered: page.findLast(({ kind, providerId }) => kind === 'customer' && providerId?.startsWith('<'))?.providerId ?? null,
    more: page.length === PAGE,
    dueAt: since + continuity.afterMinutes * MINUTE_MS,
  };
};

/** The replies with the texts that are stored separately, without those that are no longer owed. */
export const withTexts = async (
  { table, bodies }: { readonly table: Table; readonly bodies: BodyStore },
  { tenantId, threadId }: Conversation,
  replies: readonly Message[],
): Promise<readonly Message[]> => {
  const pk = threadPk(tenantId, threadId);
  const items = await table.get(
    replies.map(({ number }) => messageKey(pk, number)),
    { consistent: true },
  );
  const present = items.filter((item): item is Item => item !== undefined);
  return (await withWholeBodies({ table, bodies }, pk, present)).map(messageOf).filter(isOwed);
};
