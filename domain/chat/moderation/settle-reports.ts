import type { Clock, Context } from '../../context.ts';
import { conversationOf } from '../../conversations/conversation-of.ts';
import { deleteEntry, hideEntry } from '../../conversations/entries/change-entry.ts';
import { chatMessageOf } from '../../conversations/entries/chat-message.ts';
import { CHAT } from '../../conversations/kinds/chat.ts';
import { DIRECT } from '../../conversations/kinds/direct.ts';
import { GROUP } from '../../conversations/kinds/group.ts';
import type { Conversation } from '../../conversations/kinds/kind.ts';
import type { LogDeps } from '../../conversations/log/append.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import type { LogHead } from '../../conversations/log/head.ts';
import { notFound } from '../../errors.ts';
import type { Table } from '../../table/port.ts';
import { fitting, type PublicChatMessage, presentChatMessage } from '../log-messages.ts';
import { participantOf } from '../participant.ts';
import { moderatorIn } from './moderator.ts';
import { type Report, type ReportAction, type ReportState, reportKey, reportOf, reportsPk, standing } from './report.ts';

/** A report as the admins of the tenant see it. */
export interface PublicReport extends Report {
  readonly kind: 'chat' | 'group' | 'direct';
  /** The message as it is now, also a hidden one. */
  readonly message: PublicChatMessage;
}

const KINDS = { chat: CHAT, group: GROUP, direct: DIRECT };
type Kind = keyof typeof KINDS;

/** The kinds differ in what their heads have, which no moderator needs. */
const conversationIn = (tenantId: string, id: string): Conversation<LogHead> & { readonly name: Kind } => {
  const name = conversationOf(tenantId, id)?.kind as Kind;
  return { name, kind: KINDS[name] as unknown as Conversation<LogHead>['kind'], tenantId, id };
};

const present = async (table: Table, tenantId: string, readerId: string, reports: readonly Report[]): Promise<PublicReport[]> => {
  const placed = reports.map((report) => ({ report, conversation: conversationIn(tenantId, report.conversationId) }));
  const items = await table.get(
    placed.map(({ report, conversation: { kind, id } }) => messageKey(kind.pk(tenantId, id), report.number)),
    { consistent: true },
  );
  return placed.flatMap(({ report, conversation }, at) => {
    const item = items[at];
    return item ? [{ ...report, kind: conversation.name, message: presentChatMessage(chatMessageOf(item), { id: readerId, moderates: true }) }] : [];
  });
};

/** Where a page of reports ends. */
export interface ReportPosition {
  readonly id: string;
  readonly oSk: string;
}

/** Reports of a state, the newest first. A page of long messages is shorter. Eventually consistent: an index. @throws TableUnavailable */
export const listReports = async (
  { table }: { readonly table: Table },
  { tenantId, actor }: Pick<Context, 'tenantId' | 'actor'>,
  state: ReportState,
  { after, limit }: { readonly after: ReportPosition | null; readonly limit: number },
): Promise<{ readonly items: readonly PublicReport[]; readonly next: ReportPosition | null }> => {
  const oPk = reportsPk(tenantId, state);
  const start = after === null ? {} : { after: { ...reportKey(tenantId, after.id), oPk, oSk: after.oSk } };
  const { items: listed, next } = await table.query({ pk: oPk, index: 'byOwner', descending: true, limit, ...start });
  const items = await table.get(
    listed.map(({ sk }) => reportKey(tenantId, sk)),
    { consistent: true },
  );
  // The index follows: a report that has just been settled may still be listed as open.
  const found = items.flatMap((item) => (item && item['state'] === state ? [reportOf(item)] : []));
  const read = await present(table, tenantId, participantOf(actor).id, found);
  const fits = fitting(read.map(({ message }) => message.body));
  const shown = read.filter((_, index) => index < fits);
  const last = shown.length < read.length ? shown.at(-1) : undefined;
  const end = listed.at(-1);
  if (last) return { items: shown, next: { id: last.id, oSk: `${last.createdAt}#${last.id}` } };
  return { items: shown, next: next !== null && end ? { id: end.sk, oSk: String(end['oSk']) } : null };
};

/** What is missing stays. */
export interface SettleReport {
  readonly state?: ReportState | undefined;
  readonly action?: ReportAction | undefined;
}

/**
 * Settles a report, and hides, shows or deletes its message if asked to: an admin of the tenant needs no part in the conversation for that. An action settles an open report. Repeating it changes nothing.
 * @throws Problem not_found, conflict (the message is deleted), unavailable; TableUnavailable
 */
export const settleReport = async (
  deps: LogDeps & { readonly clock: Clock },
  context: Context,
  id: string,
  { state, action }: SettleReport,
): Promise<PublicReport> => {
  const { tenantId } = context;
  const key = reportKey(tenantId, id);
  const by = participantOf(context.actor);
  const [item] = await deps.table.get([key], { consistent: true });
  if (!item) throw notFound('report');
  const before = reportOf(item);
  const conversation = conversationIn(tenantId, before.conversationId);
  const moderator = moderatorIn(deps, context, conversation.id, true);
  if (action === 'delete') await deleteEntry(deps, conversation, by, before.number, moderator);
  else if (action !== undefined) await hideEntry(deps, conversation, by, before.number, { hidden: action === 'hide', moderator });
  const after = { ...before, state: state ?? (action === undefined ? before.state : 'settled'), action: action ?? before.action };
  const settled = { ...after, settledBy: by.id, settledAt: new Date(deps.clock()).toISOString() };
  const isChanged = after.state !== before.state || after.action !== before.action;
  if (isChanged) await deps.table.write({ op: 'update', key, set: standing(tenantId, settled), when: { exists: true } });
  const [shown] = await present(deps.table, tenantId, by.id, [isChanged ? settled : before]);
  if (!shown) throw notFound('report');
  return shown;
};
