import type { Context } from '../../context.ts';
import type { Table } from '../../table/port.ts';
import { changeTicket } from './change.ts';
import type { TicketDeps } from './deps.ts';
import { fieldOf, LOGGED } from './fields.ts';
import { keptOf } from './kept.ts';
import { same } from './next-version.ts';
import { replay } from './replay.ts';
import { readTicketHistory } from './replay-log.ts';
import { spansOf } from './spans.ts';
import type { Ticket } from './ticket.ts';
import { plain } from './verify-ticket.ts';

/** Fields of the log that no command derives, but an AI or another system told. */
const TOLD = ['sentiment', 'language'] as const;
const isTold = (name: string): boolean => (TOLD as readonly string[]).includes(name);

/**
 * The fields that differ from what the log gives, with the values of the log: those of `kept.ts`, sentiment and language. Null: the log does not give this ticket
 * (its version, spans or any other logged field), so it is incomplete, as logs of earlier releases are, and proves nothing.
 */
const healed = async (table: Table, tenantId: string, ticket: Ticket): Promise<Partial<Ticket> | null> => {
  const { fields, kept, taken, version } = replay(ticket.createdAt, (await readTicketHistory(table, tenantId, ticket)).transactions);
  const isWhole =
    version === ticket.version &&
    same(spansOf(ticket).slice(1), taken) &&
    LOGGED.every((name) => isTold(name) || same(plain(fieldOf(ticket, name)), plain(fields[name])));
  if (!isWhole) return null;
  const given: Readonly<Record<string, unknown>> = { ...kept, sentiment: fields['sentiment'], language: fields['language'] };
  const stored = Object.entries({ ...keptOf(ticket), sentiment: ticket.sentiment, language: ticket.language });
  return Object.fromEntries(stored.flatMap(([name, value]) => (same(value, given[name]) ? [] : [[name, given[name]]])));
};

/** `incomplete`: the log does not give this ticket; it stays as it is. */
export type Repair = 'equal' | 'repaired' | 'incomplete';

/**
 * Sets the fields that a ticket derives from its log to what the log gives, by the steps that commands take, beside live traffic: the log is read under the
 * thread's optimistic lock. Queues and timers of rules are evaluated with the repaired values; the log gets no line, because nothing happened to the ticket.
 * @throws Problem not_found; unavailable if the thread keeps changing; TableUnavailable
 */
export const repairTicket = async (deps: TicketDeps, context: Context, ticketId: string): Promise<Repair> => {
  const { result } = await changeTicket<Repair>(deps, context, ticketId, {
    audit: false,
    mayTouch: () => true,
    async decide({ ticketDraft, ticket }) {
      const values = await healed(deps.table, context.tenantId, ticket);
      if (values === null) return 'incomplete';
      if (Object.keys(values).length === 0) return 'equal';
      ticketDraft.change({ ...ticket, ...values });
      return 'repaired';
    },
    answer: () => ({ status: 200 }),
  });
  return result;
};
