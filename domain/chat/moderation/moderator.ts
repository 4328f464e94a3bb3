import { auditLine } from '../../configuration/audited-table.ts';
import type { Context, NewId } from '../../context.ts';
import type { Moderator } from '../../conversations/entries/change-entry.ts';
import type { Write } from '../../table/port.ts';
import { participantOf } from '../participant.ts';

/** What a moderator has done, as the audit tells it. Never a text of a message. */
export interface Moderated {
  readonly type: 'message' | 'group' | 'groupBan';
  readonly id: string;
  readonly changes: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
}

/** A line of the audit for the caller's own transaction. `at`: ISO 8601. */
export const moderationLine = ({ newId }: { readonly newId: NewId }, context: Context, at: string, { type, id, changes }: Moderated): Write => {
  const by = participantOf(context.actor);
  return auditLine(context.tenantId, { at, by: { type: by.type, id: by.id }, correlationId: context.correlationId, id: newId() }, [
    { object: { type, id }, changes },
  ]);
};

/** The caller as a moderator of a conversation; whether they are one, the log decides. `outside`: an admin of the tenant, who needs no part in it. */
export const moderatorIn = (deps: { readonly newId: NewId }, context: Context, conversationId: string, outside = false): Moderator => ({
  ...(outside ? { outside } : {}),
  record: (number, change, at) => moderationLine(deps, context, at, { type: 'message', id: `${conversationId}/${number}`, changes: [change] }),
});
