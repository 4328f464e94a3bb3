import { expect } from 'vitest';
import type { Search } from '../../adapters/search/search.ts';
import type { MessageDocument, SearchQuery, SearchWrite, TicketDocument } from '../../domain/search/port.ts';

export interface OpenedSearch {
  readonly search: Search;
  /** The same index, opened by another process. */
  readonly other: Search;
  /** Makes what was written visible to queries, where the engine does that later. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

let tenants = 0;
const newTenant = (): string => `tenant-${process.pid}-${Date.now()}-${++tenants}`;

export const FIELDS: TicketDocument['fields'] = {
  sequence: 1,
  status: 'created',
  priority: 'normal',
  originId: 'o1',
  channel: 'whatsapp',
  authorId: 'a1',
  authorName: null,
  authorHandle: null,
  agentId: null,
  teamId: null,
  queueIds: [],
  tags: [],
  topic: null,
  sentiment: null,
  language: null,
  createdAt: '2026-11-01T08:00:00.000Z',
  waitingSince: null,
  updatedAt: '2026-11-01T08:00:00.000Z',
};

export const minute = (n: number): string => new Date(Date.UTC(2026, 10, 1, 8, n)).toISOString();

/** One tenant's corner of the index. */
export function corner(opened: () => OpenedSearch) {
  const tenantId = newTenant();
  const ticket = (ticketId: string, fields: Partial<TicketDocument['fields']> = {}, version = 1): SearchWrite => ({
    ticket: { tenantId, ticketId, version, fields: { ...FIELDS, ...fields } },
  });
  const message = (ticketId: string, number: number, text: string | null, version = 1): SearchWrite => ({
    message: { tenantId, ticketId, number, version, text } satisfies MessageDocument,
  });
  const write = async (...writes: SearchWrite[]): Promise<void> => {
    expect(await opened().search.bulk(writes)).toEqual([]);
    await opened().refresh();
  };
  const ask = (query: Partial<SearchQuery> = {}) =>
    opened().search.query({ tenantId, q: '', filters: {}, wall: null, limit: 50, cursor: null, sort: 'updatedAt', facets: false, ...query });
  const found = async (q: string, query: Partial<SearchQuery> = {}): Promise<string[]> => (await ask({ q, ...query })).hits.map((hit) => hit.ticketId);
  return { tenantId, ticket, message, write, ask, found };
}
