import type { Outside } from '../../../../domain/automation/actions/action.ts';
import { createRule } from '../../../../domain/automation/rules/commands.ts';
import type { RuleDraft } from '../../../../domain/automation/rules/rule-schema.ts';
import { generationAttributes } from '../../../../domain/configuration/generations.ts';
import { configurationKey, tenantKey } from '../../../../domain/configuration/keys.ts';
import type { Context } from '../../../../domain/context.ts';
import { configurationCache } from '../../../../domain/policy/cache.ts';
import { openPolicies } from '../../../../domain/policy/open-policies.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { readTicketLog } from '../../../../domain/support/tickets/read-log.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { timerDue } from '../../../../domain/support/tickets/timer-due.ts';
import { bench, inbound, ORIGIN, TENANT } from '../../support/inbound/events.ts';
import { agent } from '../../support/tickets/hub.ts';

export const OUTSIDE: Outside = { refusalOf: () => null, longestReplyOf: () => null };
export const admin: Context = agent('eve');

export const draft = (given: Partial<RuleDraft> = {}): RuleDraft => ({
  name: 'x',
  event: 'message.received',
  weight: 1,
  stop: false,
  enabled: true,
  condition: { all: [] },
  actions: [{ type: 'tag', add: ['seen'] }],
  ...given,
});

/** A tenant with an origin, agents of teams, and the policies that commands really use. */
export const ruleWorld = async (people: { readonly agents?: Readonly<Record<string, object>>; readonly teams?: readonly string[] } = {}) => {
  const b = bench();
  const { table } = b;
  const put = (item: Parameters<typeof table.write>[0] & { op: 'put' }) => table.write(item);
  await put({ op: 'put', item: { ...tenantKey(TENANT), ...generationAttributes({ policy: 2, directory: 2, lists: 2 }), queuesGeneration: 2 } });
  await put({ op: 'put', item: { ...configurationKey(TENANT, 'ORIGIN', ORIGIN), id: ORIGIN, channel: 'whatsapp', state: 'enabled' } });
  for (const [id, more] of Object.entries(people.agents ?? {}))
    await put({ op: 'put', item: { ...configurationKey(TENANT, 'AGENT', id), id, name: id, role: 'agent', teamIds: [], revision: 1, ...more } });
  for (const id of people.teams ?? []) await put({ op: 'put', item: { ...configurationKey(TENANT, 'TEAM', id), id, name: id } });
  const deps = { ...b.deps, policies: openPolicies({}, configurationCache({ table })), mayTouch: () => true, outside: OUTSIDE };
  const ticketId = `${threadIdOf(ORIGIN, 'ann')}.1`;
  let messages = 0;
  return {
    b,
    deps,
    table,
    ticketId,
    ruled: (given: Partial<RuleDraft> = {}) => createRule(deps, admin, draft(given)),
    receive: (text = 'hello', author = 'ann') =>
      applyBatch(deps, [inbound(author, `m${(messages += 1)}`, { text, occurredAt: new Date(b.now).toISOString() })]),
    ticket: async (id = ticketId) => (await loadTicket(table, TENANT, id)) as Ticket,
    patch: (patch: Parameters<typeof patchTicket>[2]['patch'], id = ticketId) => patchTicket(deps, admin, { ticketId: id, patch, ifMatch: null }),
    /** Lets time pass to the ticket's timer of rules, and fires it. Answers its moment, or null when there is none. */
    fire: async (lateMs = 0) => {
      const dueAt = ((await loadTicket(table, TENANT, ticketId)) as Ticket).deadlines.rules;
      if (dueAt === undefined) return null;
      b.now = Math.max(b.now, Date.parse(dueAt) + lateMs);
      await timerDue(deps, { ...admin, actor: { type: 'system' } }, { ticketId, kind: 'rules', dueAt });
      return dueAt;
    },
    log: async () => {
      const ticket = (await loadTicket(table, TENANT, ticketId)) as Ticket;
      return (await readTicketLog(table, TENANT, ticket, { order: 'asc', after: null, limit: 100 })).entries;
    },
  };
};
