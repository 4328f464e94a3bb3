import type { Api } from './http.ts';
import type { Listed, Message, Ticket } from './shapes.ts';

/** Every item of a list, page by page. */
export const readAll = async <T>(session: Api, path: string): Promise<T[]> => {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const join = path.includes('?') ? '&' : '?';
    const page: Listed<T> = await session.get<Listed<T>>(`${path}${join}limit=100${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
};

export const allTickets = (session: Api, query = ''): Promise<Ticket[]> => readAll<Ticket>(session, `/v1/tickets${query}`);
export const threadMessages = (session: Api, threadId: string): Promise<Message[]> => readAll<Message>(session, `/v1/threads/${threadId}/messages`);
export const ticketMessages = (session: Api, ticketId: string): Promise<Message[]> => readAll<Message>(session, `/v1/tickets/${ticketId}/messages`);
