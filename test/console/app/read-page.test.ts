import { describe, expect, test } from 'vitest';
import { ParleyError } from '../../../client/rest/problem.ts';
import type { Alert } from '../../../console/src/data/alerts.ts';
import { createNotifier } from '../../../console/src/data/notifier.ts';
import { readPage } from '../../../console/src/data/read-page.ts';
import { createTickets } from '../../../console/src/data/tickets.ts';
import { ticketOf } from './samples.ts';

const noted = (ticketId: string, number: number, text: string): Alert => ({
  id: `${ticketId} ${number}`,
  kind: 'mention',
  ticketId,
  number,
  text,
  name: '',
  at: number,
  isRead: false,
});
const problem = (status: number) => new ParleyError({ code: 'not_found', title: '', status, detail: '', errors: [] });

describe('the list of mentions', () => {
  const tickets = createTickets(createNotifier());
  const made = (list: readonly Alert[], readTicket: (id: string) => Promise<never>) => ({
    api: undefined as never,
    tickets,
    alerts: { list: () => list } as never,
    readTicket,
  });
  const signal = new AbortController().signal;
  const listing = { queue: 'mentions', sort: 'newest' } as const;

  test('has each ticket once, by its newest note, whose text it shows unmarked; unknown tickets are read', async () => {
    const asked: string[] = [];
    const readTicket = async (id: string): Promise<never> => {
      asked.push(id);
      tickets.put([ticketOf({ id })]);
      return undefined as never;
    };
    tickets.put([ticketOf({ id: 'known' })]);
    const list = [noted('new', 7, '<b> & me'), noted('known', 6, 'look'), { ...noted('other', 5, 'hi'), kind: 'message' as const }, noted('new', 4, 'older')];
    const page = await readPage(made(list, readTicket), listing, undefined, signal);
    expect(page).toMatchObject({
      ids: ['new', 'known'],
      nextCursor: null,
      total: 2,
      fragments: [
        ['new', ['&lt;b&gt; &amp; me']],
        ['known', ['look']],
      ],
    });
    expect(asked).toEqual(['new']);
  });

  test('leaves out what may not be seen any more; anything else is an error', async () => {
    const hidden = [noted('hidden', 2, 'x'), noted('known', 1, 'y')];
    const page = await readPage(
      made(hidden, () => Promise.reject(problem(404))),
      listing,
      undefined,
      signal,
    );
    expect(page.ids).toEqual(['known']);
    await expect(
      readPage(
        made(hidden, () => Promise.reject(problem(503))),
        listing,
        undefined,
        signal,
      ),
    ).rejects.toThrow();
  });
});
