import { tenantPk } from '../../configuration/keys.ts';
import { hashedId } from '../../conversations/kinds/keys.ts';
import type { Item, Key } from '../../table/port.ts';

export const REPORT_STATES = ['open', 'settled', 'dismissed'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** What an admin does to a reported message. */
export const REPORT_ACTIONS = ['hide', 'unhide', 'delete'] as const;
export type ReportAction = (typeof REPORT_ACTIONS)[number];

/** A message that somebody of the conversation has reported. */
export interface Report {
  readonly id: string;
  readonly state: ReportState;
  readonly conversationId: string;
  /** Of the message. */
  readonly number: number;
  readonly reason: string;
  readonly reportedBy: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** What was done last; null: nothing yet. */
  readonly action: ReportAction | null;
  readonly settledBy: string | null;
  readonly settledAt: string | null;
}

export const reportKey = (tenantId: string, id: string): Key => ({ pk: `${tenantPk(tenantId)}#RP`, sk: id });

/** The same for one person and one message, so that there is one report of them. */
export const reportId = (conversationId: string, number: number, userId: string): string => hashedId(conversationId, String(number), userId);

/** The partition of the index `byOwner` with the reports of a state, by their time. */
export const reportsPk = (tenantId: string, state: ReportState): string => `${tenantPk(tenantId)}#RP#${state}`;

/** The attributes that change when a report is settled. */
export const standing = (tenantId: string, { state, action, settledBy, settledAt }: Pick<Report, 'state' | 'action' | 'settledBy' | 'settledAt'>) => ({
  oPk: reportsPk(tenantId, state),
  state,
  ...(action === null ? {} : { action }),
  ...(settledBy === null ? {} : { settledBy }),
  ...(settledAt === null ? {} : { settledAt }),
});

export const reportItem = (tenantId: string, report: Report): Item => ({
  ...reportKey(tenantId, report.id),
  ...standing(tenantId, report),
  oSk: `${report.createdAt}#${report.id}`,
  conversationId: report.conversationId,
  number: report.number,
  reason: report.reason,
  reportedBy: report.reportedBy,
  createdAt: report.createdAt,
});

export const reportOf = (item: Item): Report => ({
  id: item.sk,
  state: item['state'] as ReportState,
  conversationId: String(item['conversationId']),
  number: Number(item['number']),
  reason: String(item['reason']),
  reportedBy: String(item['reportedBy']),
  createdAt: String(item['createdAt']),
  action: (item['action'] as ReportAction | undefined) ?? null,
  settledBy: (item['settledBy'] as string | undefined) ?? null,
  settledAt: (item['settledAt'] as string | undefined) ?? null,
});
