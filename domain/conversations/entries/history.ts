import type { Table } from '../../table/port.ts';
import { amendmentKey } from '../log/draft.ts';
import type { ChatMessage } from './chat-message.ts';

export interface Version {
  readonly body: string;
  /** When it was written. */
  readonly at: string;
}

/** Earlier texts of a message, oldest first, without the current one. */
export const historyOf = async (table: Table, pk: string, message: Pick<ChatMessage, 'edits' | 'createdAt'>): Promise<Version[]> => {
  if (message.edits.length === 0) return [];
  const items = await table.get(
    message.edits.map((edit) => amendmentKey(pk, edit)),
    { consistent: true },
  );
  const found = items.filter((item) => item !== undefined);
  const original = found[0]?.['previous'];
  const versions = found.map((item) => ({ body: String(item['text']), at: String(item['at']) }));
  return [...(typeof original === 'string' ? [{ body: original, at: message.createdAt }] : []), ...versions.slice(0, -1)];
};
