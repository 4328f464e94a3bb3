import { owedTo } from '../chat/owed.ts';
import { markOf } from '../conversations/log/cursor.ts';
import type { Connection } from './connection.ts';
import { frameText } from './frame-text.ts';
import type { OwedReached } from './positions/resume-cursor.ts';
import { postTo } from './post-frames.ts';
import type { ReplayDeps } from './replay-changes.ts';

/** Entries that are read and posted at once, and those of one replay: a client with more resumes again, so that others get a turn. */
const ENTRIES_AT_ONCE = 100;
const ENTRIES = 500;

/**
 * Sends what the person is owed in their chats, groups and directs, in order within each conversation. `until`: epoch ms.
 * @returns how far it came; undefined: the connection has ended
 * @throws Undeliverable, TableUnavailable
 */
export const replayOwed = async (
  deps: ReplayDeps,
  connection: Connection,
  { ahead, from: start }: OwedReached,
  until: number,
): Promise<OwedReached | undefined> => {
  const who = { tenantId: connection.tenantId, userId: connection.personId };
  const reached = new Map(ahead);
  let from = start;
  for (let told = 0; told < ENTRIES; told += ENTRIES_AT_ONCE) {
    const page = await owedTo(deps.table, who, { from, ahead: reached, limit: ENTRIES_AT_ONCE });
    if (!(await postTo(deps, connection, page.items.map(frameText)))) return undefined;
    for (const [id, position] of page.reached) {
      // The newest last: a cursor has room for so many.
      reached.delete(markOf(id));
      reached.set(markOf(id), position);
    }
    from = page.next;
    if (from === null || deps.clock() > until) break;
  }
  return { ahead: reached, from };
};
