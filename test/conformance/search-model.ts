import { textsOfTicket } from '../../domain/search/fields.ts';
import { highlightsOf } from '../../domain/search/highlight.ts';
import { type MessageDocument, type SearchAnswer, type SearchHit, type SearchQuery, type SearchWrite, type TicketDocument } from '../../domain/search/port.ts';
import { type Term, termsOf } from '../../domain/search/terms.ts';
import { wordSpansOf, wordsOf } from '../../domain/search/words.ts';
import { fold } from '../../domain/text/fold.ts';

/** The contract said a third time, as slowly and plainly as can be: what both engines are held against. */
export class SearchModel {
  readonly #tickets = new Map<string, TicketDocument>();
  readonly #messages = new Map<string, MessageDocument>();

  apply(writes: readonly SearchWrite[]): void {
    for (const write of writes) {
      if ('ticket' in write) newest(this.#tickets, write.ticket.ticketId, write.ticket);
      else newest(this.#messages, `${write.message.ticketId}/${write.message.number}`, write.message);
    }
  }

  /** Everything the query finds, in its order, as one page. */
  answer(query: SearchQuery): Omit<SearchAnswer, 'nextCursor'> {
    const terms = termsOf(query.q);
    if (terms.length === 0 && query.q.trim() !== '') return { hits: [], total: 0, facets: facetsOf([]) };
    const found = [...this.#tickets.values()]
      .filter(
        (ticket) =>
          passes(ticket.fields, query) &&
          terms.every((term) => ticket.fields.sequence === term.sequence || this.#texts(ticket).some((text) => has(text, term))),
      )
      .toSorted(inOrder(query));
    return { hits: found.map((ticket) => this.#hit(ticket, terms)), total: found.length, facets: facetsOf(found) };
  }

  #messagesOf(ticket: TicketDocument): MessageDocument[] {
    return [...this.#messages.values()].filter((message) => message.ticketId === ticket.ticketId).toSorted((a, b) => b.number - a.number);
  }

  #texts(ticket: TicketDocument): string[] {
    return [...ownTexts(ticket), ...this.#messagesOf(ticket).flatMap(({ text }) => text ?? [])];
  }

  /** Quoted: for each term the newest message that has it, then the ticket's own texts. */
  #hit(ticket: TicketDocument, terms: readonly Term[]): SearchHit {
    const messages = this.#messagesOf(ticket);
    const quoted = terms.flatMap((term) => messages.find(({ text }) => text !== null && has(text, term))?.text ?? []);
    const { sequence, updatedAt } = ticket.fields;
    return { ticketId: ticket.ticketId, sequence, updatedAt, highlights: highlightsOf([...quoted, ...ownTexts(ticket)].map(whole), terms) };
  }
}

function newest<T extends { readonly version: number }>(documents: Map<string, T>, id: string, fresh: T): void {
  const stored = documents.get(id);
  if (!stored || fresh.version > stored.version) documents.set(id, fresh);
}

/** Half of a character is none. */
const whole = (text: string): string => text.toWellFormed();
/** Those without the time come last, whatever the direction. */
const inOrder = ({ sort, ascending }: SearchQuery) => {
  const by = sort === 'relevance' ? 'updatedAt' : sort;
  return (a: TicketDocument, b: TicketDocument): number => {
    const [one, other] = [a.fields[by], b.fields[by]];
    if ((one === null) !== (other === null)) return one === null ? 1 : -1;
    return (ascending === true ? 1 : -1) * (order(one ?? '', other ?? '') || order(a.ticketId, b.ticketId));
  };
};
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const ownTexts = ({ fields }: TicketDocument): string[] => textsOfTicket(fields);

function has(text: string, { words, prefix, numbers = [] }: Term): boolean {
  const there = wordsOf(text);
  const alone = [...there, ...wordSpansOf(text).numbers.map(({ word }) => word)];
  if (numbers.some((number) => alone.some((word) => (number.prefix ? word.startsWith(number.word) : word === number.word)))) return true;
  return there.some((_, at) => words.every((word, i) => (prefix && i === words.length - 1 ? (there[at + i] ?? '').startsWith(word) : there[at + i] === word)));
}

function passes(fields: TicketDocument['fields'], { filters, wall }: SearchQuery): boolean {
  const { status, queueId, originId, channel, agentId, teamId, tag, updatedSince, priority, sentiment, language } = filters;
  const same = (wanted: string | null | undefined, is: string | null): boolean => wanted === undefined || wanted === is;
  if (status && !status.includes(fields.status)) return false;
  if (queueId !== undefined && !fields.queueIds.includes(queueId)) return false;
  if (tag !== undefined && !fields.tags.some((one) => fold(one) === fold(tag))) return false;
  if (updatedSince !== undefined && fields.updatedAt < updatedSince) return false;
  if (!same(originId, fields.originId) || !same(channel, fields.channel) || !same(agentId, fields.agentId) || !same(teamId, fields.teamId)) return false;
  if (!same(priority, fields.priority) || !same(sentiment, fields.sentiment) || !same(language, fields.language)) return false;
  if (!wall) return true;
  return (
    fields.agentId === wall.agentId ||
    (fields.teamId !== null && wall.teamIds.includes(fields.teamId)) ||
    fields.queueIds.some((id) => wall.queueIds.includes(id)) ||
    !fields.queueIds.some((id) => wall.hiddenQueueIds.includes(id))
  );
}

function facetsOf(found: readonly TicketDocument[]): SearchAnswer['facets'] {
  const counted = (valuesOf: (fields: TicketDocument['fields']) => readonly (string | null)[]): Record<string, number> => {
    const counts = new Map<string, number>();
    for (const { fields } of found) for (const value of new Set(valuesOf(fields))) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    return Object.fromEntries(counts);
  };
  return {
    status: counted((f) => [f.status]),
    channel: counted((f) => [f.channel]),
    tags: counted((f) => f.tags),
    agentId: counted((f) => [f.agentId]),
    teamId: counted((f) => [f.teamId]),
    priority: counted((f) => [f.priority]),
  };
}
