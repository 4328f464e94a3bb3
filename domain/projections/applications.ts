import { type ChatWork, chatEntryOf } from '../chat/support/work.ts';
import { conversationOfPk } from '../conversations/conversation-of.ts';
import { applicationKey, CHAT, chatId } from '../conversations/kinds/chat.ts';
import { originsOfApplications } from '../origins/applications.ts';
import type { FanOut } from '../realtime/fan-out/work.ts';
import { isEntry, isPosition, workOfChanges } from '../realtime/fan-out/work-of-changes.ts';
import type { Table } from '../table/port.ts';
import { asNew, type Carried, type Projection, type Rebuild } from './projection.ts';
import { overMarksOnly } from './rebuild/over-tenant.ts';
import type { Change } from './relay/change.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { sendMessages } from './relay/send-messages.ts';

/** A chat's reader: their position is beside their sessions. */
const CHAT_POSITION = 'R#c.';
/** Chats in one step of a rebuild. */
const STEP = 100;

const workOf = ({ tenantId, conversationId, work }: FanOut): ChatWork => ({
  tenantId,
  conversationId,
  receipts: work.flatMap((one) => (one.kind === 'delivered' || one.kind === 'read' ? [{ state: one.kind, userId: one.userId, to: one.to }] : [])),
  mark: String(Math.max(0, ...work.map((one) => (one.kind === 'entries' ? one.to : 0)))),
});

/** Those of chats whose application is an origin. @throws TableUnavailable */
const connected = async (table: Table, works: readonly FanOut[]): Promise<FanOut[]> => {
  const byTenant = Map.groupBy(works, ({ tenantId }) => tenantId);
  const found = await Promise.all(
    [...byTenant].map(async ([tenantId, own]) => {
      const origins = await originsOfApplications(table, tenantId);
      if (origins.size === 0) return [];
      const heads = await table.get(
        own.map(({ conversationId }) => CHAT.headKey(tenantId, conversationId)),
        { consistent: true },
      );
      return own.filter((_, at) => origins.has(String(heads[at]?.['application'])));
    }),
  );
  return found.flat();
};

/** Looks at every chat of the tenant's connected applications again. Nothing that a ticket has comes twice. */
const rebuildOf =
  (send: (works: readonly ChatWork[]) => Promise<void>): Rebuild =>
  async ({ table, tenantId, startedAt }, _, position) => {
    const { application = '', chat = 0 } = (position ?? {}) as { readonly application?: string; readonly chat?: number };
    const tokens = [...(await originsOfApplications(table, tenantId)).keys()].toSorted();
    const token = tokens.find((one) => one >= application);
    if (token === undefined) return { position: null, state: 'done', visited: 0, carried: 0, skipped: 0 };
    const done = token === application ? chat : 0;
    const [item] = await table.get([applicationKey(tenantId, token)], { consistent: true });
    const last = Math.min(Number(item?.['lastNumber'] ?? 0), done + STEP);
    const works = Array.from({ length: Math.max(0, last - done) }, (__, at) => ({
      tenantId,
      conversationId: chatId(token, done + at + 1),
      receipts: [],
      mark: startedAt,
    }));
    await send(works);
    const isOver = last - done < STEP;
    return {
      position: isOver ? { application: `${token}\u0000`, chat: 0 } : { application: token, chat: last },
      state: 'more',
      visited: works.length,
      carried: works.length,
      skipped: 0,
    };
  };

const sendTo =
  (deps: ProjectorDeps) =>
  (works: readonly ChatWork[]): Promise<void> =>
    sendMessages(deps, 'outbound', deps.outboundQueueUrl, works.map(chatEntryOf));

const carry = async (deps: ProjectorDeps, changes: readonly Change[]): Promise<Carried> => {
  const works = (await connected(deps.table, workOfChanges(changes))).map(workOf);
  await sendTo(deps)(works);
  return { count: works.length, failures: [] };
};

/**
 * Tells the sender which chats of applications that are origins have something for their tickets. Only that there is something: the log says what, and a cursor says from where on. So one look
 * makes good for all that were lost, and order does not matter here.
 */
export const applicationsProjection = (deps: ProjectorDeps): Projection => ({
  name: 'applications',
  ordered: false,
  wants: (key) => isEntry(key) && conversationOfPk(key.pk)?.kind === 'chat',
  of: (changes) => carry(deps, changes),
  again: asNew,
  rebuild: rebuildOf(sendTo(deps)),
});

/** Tells how far customers have got in such a chat. While the queue is away, a position is not told, and the next one tells more: nothing is stored beside positions, which are listed. */
export const applicationReceiptsProjection = (deps: ProjectorDeps): Projection => ({
  name: 'applicationReceipts',
  ordered: false,
  wants: (key) => isPosition(key) && key.sk.startsWith(CHAT_POSITION),
  async of(changes) {
    try {
      return await carry(deps, changes);
    } catch {
      return { count: 0, failures: [] };
    }
  },
  again: asNew,
  rebuild: overMarksOnly,
});
