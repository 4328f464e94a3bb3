import { acknowledge } from '../../chat/acknowledge.ts';
import { participantOf } from '../../chat/participant.ts';
import { conversationsOf } from '../../chat/reading.ts';
import type { Context } from '../../context.ts';
import { encodePosition, type LogPosition, markOf } from '../../conversations/log/cursor.ts';
import { Problem } from '../../errors.ts';
import type { Table } from '../../table/port.ts';

/** Acknowledges what a cursor says of chats, groups and directs, by the mark of the conversation. @throws TableUnavailable */
export const acknowledgeOwed = async (table: Table, context: Context, ahead: ReadonlyMap<string, LogPosition>): Promise<void> => {
  if (ahead.size === 0) return;
  for (const { id } of await conversationsOf(table, context.tenantId, participantOf(context.actor).id)) {
    const position = ahead.get(markOf(id));
    if (!position) continue;
    try {
      await acknowledge({ table }, context, { conversationId: id, cursor: encodePosition(position) });
    } catch (error) {
      // They have left the conversation meanwhile: the index of memberships follows later.
      if (!(error instanceof Problem) || error.code !== 'not_found') throw error;
    }
  }
};
