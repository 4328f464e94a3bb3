import { type FieldRows, TICKET_FIELDS } from '../../../../domain/automation/ticket-fields.ts';
import type { Words, WordsOf } from './words.ts';

/** What the rows say of the fields of a ticket; `isChange`: of what a client sets. */
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
  Ticket: { '': "A customer's case on one origin.", ...FIELDS },
  TicketChange: { '': 'What changes; what is not given stays.', ...CHANGE },
  BulkChange: { '': 'One change for many tickets.', ids: 'Ids of the tickets.', change: 'What changes in each of them.' },
  BulkResult: {
    '': 'What became of each ticket.',
    results: 'One for each id, in their order.',
    'results.id': 'Id of the ticket.',
    'results.status': 'The HTTP status that a PATCH of this ticket would have had.',
    'results.ticket': 'The ticket as it is now, when it was changed.',
    'results.error': 'Why it was not changed.',
    'results.error.code': 'The code of the problem.',
    'results.error.title': 'The code as a short sentence.',
    'results.error.detail': 'What happened.',
  },
  SearchResult: {
    '': 'A page of hits.',
    total: 'How many tickets the search found under your wall, counted up to 1,000: that number means so many or more.',
    facets: 'How many hits there are by value; only with `facets=true`.',
    'facets.status': 'Hits by status.',
    'facets.channel': 'Hits by channel.',
    'facets.priority': 'Hits by priority.',
    'facets.tags': 'Hits by tag.',
    'facets.ownerId': 'Hits by the agent who owns the ticket.',
    'facets.teamId': 'Hits by the team that owns the ticket.',
  },
  SearchHit: { '': 'A ticket that was found, with the places where.', ...FIELDS, ticketId: 'Id of the ticket, the same as `id`.' },
};
