import { type FieldRows, TICKET_FIELDS } from '../../../../domain/automation/ticket-fields.ts';
import type { Words, WordsOf } from './words.ts';

/** Descriptions of the fields of a ticket, from their rows. `isChange`: for the fields that a client can set. */
export const wordsOfFields = (rows: FieldRows, isChange = false): Words =>
  Object.fromEntries(
    Object.entries(rows).flatMap(([name, { says, saysOf = {}, set }]) =>
      isChange && !set?.by.includes('api')
        ? []
        : [[name, (isChange && set?.says) || says], ...Object.entries(saysOf).map(([member, words]) => [`${name}.${member}`, words])],
    ),
  );

const FIELDS = wordsOfFields(TICKET_FIELDS);
const CHANGE = wordsOfFields(TICKET_FIELDS, true);

export const TICKETS: WordsOf = {
  TicketPage: { '': 'A page of tickets.' },
  TicketLogEntryPage: { '': 'A page of what happened to a ticket.' },
  Ticket: { '': "A customer's case on one origin.", ...FIELDS },
  TicketChange: { '': 'The members to change; omitted members stay.', ...CHANGE },
  Merge: { '': 'The target of a merge.', intoId: 'Id of the ticket that takes it over.' },
  TicketLinkDraft: { '': 'A related ticket.', ticketId: 'Id of the other ticket.' },
  TicketLink: { '': 'A relation of two tickets.', ticketId: 'Id of the other ticket.', at: 'When they were linked.' },
  TicketLinks: {
    '': 'The related tickets.',
    items: 'Oldest link first.',
    'items.ticketId': 'Id of the other ticket.',
    'items.at': 'When they were linked.',
    'items.ticket': 'The other ticket as it is now.',
  },
  BulkChange: { '': 'One change for many tickets.', ids: 'Ids of the tickets.', change: 'The change to apply to each of them.' },
  BulkResult: {
    '': 'The result for each ticket.',
    results: 'One for each id, in their order.',
    'results.id': 'Id of the ticket.',
    'results.status': 'The HTTP status that a PATCH of this ticket would have had.',
    'results.ticket': 'The changed ticket.',
    'results.error': 'Why it was not changed.',
    'results.error.code': 'The code of the problem.',
    'results.error.title': 'The code as a short sentence.',
    'results.error.detail': 'What happened.',
  },
  SearchResult: {
    '': 'A page of hits.',
    total: 'The number of visible tickets found, counted up to 1,000: 1,000 means 1,000 or more.',
    facets: 'The number of hits by value; only with `facets=true`.',
    'facets.status': 'Hits by status.',
    'facets.channel': 'Hits by channel.',
    'facets.priority': 'Hits by priority.',
    'facets.tags': 'Hits by tag.',
    'facets.ownerId': 'Hits by the agent who owns the ticket.',
    'facets.teamId': 'Hits by the team that owns the ticket.',
  },
  SearchHit: { '': 'A ticket that was found, with its matching fragments.', ...FIELDS, ticketId: 'Id of the ticket, the same as `id`.' },
};
