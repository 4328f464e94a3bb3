import * as z from 'zod';
import { REPORT_ACTIONS, REPORT_STATES } from '../../../domain/chat/moderation/report.ts';
import { MODERATION_REASON } from '../../../domain/limits.ts';
import { time } from '../fields.ts';
import { chatMessage } from './chat.ts';

export const reportState = z.enum(REPORT_STATES);
const action = z.enum(REPORT_ACTIONS);

export const reportDraft = z.strictObject({ reason: z.string().trim().min(1).max(MODERATION_REASON) }).meta({ id: 'ReportDraft' });
const own = { id: z.string(), conversationId: z.string(), number: z.number().int(), reason: z.string(), createdAt: time };
export const ownReport = z.strictObject(own).meta({ id: 'OwnReport' });
export const report = z
  .strictObject({
    ...own,
    state: reportState,
    kind: z.enum(['chat', 'group', 'direct']),
    reportedBy: z.string(),
    message: chatMessage,
    action: action.nullable(),
    settledBy: z.string().nullable(),
    settledAt: time.nullable(),
  })
  .meta({ id: 'Report' });
export const reportChange = z.strictObject({ state: reportState.optional(), action: action.optional() }).meta({ id: 'ReportChange' });
export const reportPosition = z.strictObject({ id: z.string(), oSk: z.string() });
