import { contentOf, eventOf } from '../../channels/elements.ts';
import { seeded } from '../../demo/random.ts';
import type { Context } from '../../domain/context.ts';
import { recordOutcome } from '../../domain/outbound/replies/record-outcome.ts';
import type { SendDeps } from '../../domain/outbound/replies/sending.ts';
import { applyBatch } from '../../domain/support/inbound/apply-batch.ts';
import type { InboundDeps } from '../../domain/support/inbound/batch.ts';
import type { InboundEvent } from '../../domain/support/inbound/inbound-event.ts';
import { type PostDeps, postMessage } from '../../domain/support/replies/post-message.ts';
import { headKey } from '../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../domain/support/threads/thread-id.ts';
import { patchTicket, type TicketPatch } from '../../domain/support/tickets/patch-ticket.ts';
import { parseHead, type ThreadHead } from '../../domain/support/tickets/thread-head.ts';
import type { Priority, Ticket } from '../../domain/support/tickets/ticket.ts';
import { timerDue } from '../../domain/support/tickets/timer-due.ts';
import type { CustomerLife, Step, TicketLife } from './lives.ts';
import { type Draw, oneOf, seedOf } from './random.ts';
import type { Person, Shop, ShopOrigin } from './shop.ts';
import { type Customer, customerOf, subjectOf, TAGS, TOPICS, textOf } from './words.ts';

export interface LiveDeps extends InboundDeps, Omit<SendDeps, 'linkTo' | 'openFile' | 'sizeOf'>, PostDeps {
  /** The hour of what happens now, for `clock` and the sequences. */
  readonly moment: { now: number; sequence: number };
}

export const originOf = (shop: Shop, { way }: Customer): ShopOrigin => {
  const origin = shop.origins.find(({ channel }) => channel === way);
  if (!origin) throw new Error(`the shop has no origin for ${way}`);
  return origin;
};

/** The thread of a customer. */
export const threadOfCustomer = (shop: Shop, customer: number): string => {
  const person = customerOf(customer);
  return threadIdOf(originOf(shop, person).id, person.id);
};

interface Stage {
  readonly deps: LiveDeps;
  readonly shop: Shop;
  readonly draw: Draw;
  readonly customer: Customer;
  readonly origin: ShopOrigin;
  readonly threadId: string;
  readonly context: Context;
  /** The number of messages in the thread so far. */
  said: number;
}

/** Simulates a customer's history with the commands of the hub, each at its time. `sequenceOf`: the sequence of the ticket at a position of that history. */
export const live = async (deps: LiveDeps, shop: Shop, seed: number, life: CustomerLife, sequenceOf: (index: number) => number): Promise<void> => {
  const draw = seeded(seedOf(seed ^ 0x5bd1e995, life.customer));
  const customer = customerOf(life.customer);
  const origin = originOf(shop, customer);
  const context: Context = {
    tenantId: shop.tenantId,
    actor: { type: 'system' },
    correlationId: `seed-${life.customer}`,
    causationId: null,
    depth: 0,
  };
  const stage: Stage = { deps, shop, draw, customer, origin, threadId: threadIdOf(origin.id, customer.id), context, said: 0 };
  for (const [index, ticket] of life.tickets.entries()) {
    deps.moment.sequence = sequenceOf(index);
    await liveTicket(stage, ticket);
  }
};

const liveTicket = async (stage: Stage, { steps }: TicketLife): Promise<void> => {
  const owner = oneOf(stage.draw, stage.shop.agents);
  for (const step of steps) {
    stage.deps.moment.now = step.at;
    if (step.type === 'write') await write(stage, step);
    else await act(stage, step, owner);
  }
};

const head = async ({ deps, shop, threadId }: Stage): Promise<ThreadHead> => {
  const [item] = await deps.table.get([headKey(shop.tenantId, threadId)]);
  if (!item) throw new Error(`there is no thread ${threadId}`);
  return parseHead(item);
};

const activeTicket = async (stage: Stage): Promise<Ticket> => {
  const { ticket } = await head(stage);
  if (!ticket) throw new Error(`the thread ${stage.threadId} has no ticket`);
  return ticket;
};

const act = async (stage: Stage, step: Exclude<Step, { type: 'write' }>, owner: Person): Promise<void> => {
  const { deps, context } = stage;
  const ticket = await activeTicket(stage);
  switch (step.type) {
    case 'take':
      return patch(stage, ticket, owner, given(stage, owner));
    case 'set':
      return patch(stage, ticket, owner, { status: step.status });
    case 'snooze':
      return patch(stage, ticket, owner, { status: 'followup', followupAt: new Date(step.until).toISOString() });
    case 'timer':
      if (!(await timerDue(deps, context, { ticketId: ticket.id, kind: 'closure', dueAt: ticket.deadlines.closure ?? '' })))
        throw new Error(`the timer of ${ticket.id} did nothing`);
      return;
    default:
      return post(stage, ticket, owner, step.type);
  }
};

const by = (stage: Stage, { id, name, teamIds }: Person): Context => ({
  ...stage.context,
  actor: { type: 'agent', id, name, role: 'agent', teamIds },
});

const patch = async ({ deps, ...stage }: Stage, ticket: Ticket, owner: Person, change: TicketPatch): Promise<void> => {
  await patchTicket(deps, by({ deps, ...stage }, owner), { ticketId: ticket.id, patch: change, ifMatch: null });
};

/** The change that an agent makes to a ticket. */
const given = ({ draw }: Stage, { id, teamIds }: Person): TicketPatch => ({
  owner: { agentId: id, teamId: teamIds[0] ?? null },
  ...(draw() < 0.6 ? { tags: [...new Set([oneOf(draw, TAGS), ...(draw() < 0.3 ? [oneOf(draw, TAGS)] : [])])] } : {}),
  ...(draw() < 0.25 ? { priority: oneOf<Priority>(draw, ['low', 'high', 'urgent']) } : {}),
  ...(draw() < 0.3 ? { topic: oneOf(draw, TOPICS) } : {}),
});

const post = async (stage: Stage, ticket: Ticket, owner: Person, kind: 'reply' | 'note'): Promise<void> => {
  const { deps, shop, threadId, draw } = stage;
  const { message } = await postMessage(deps, by(stage, owner), ticket.id, { kind, text: textOf(draw), attachments: [] });
  stage.said += 1;
  if (kind === 'note') return;
  deps.moment.now += 500 + Math.floor(draw() * 1_500);
  const outbound = { tenantId: shop.tenantId, threadId, number: message.number, correlationId: stage.context.correlationId };
  await recordOutcome(deps, { outbound, head: await head(stage) }, { outcome: 'sent', providerId: providerId(stage) });
};

const providerId = ({ customer, said }: Stage): string =>
  customer.way === 'mail' ? `${said}.${customer.id}` : customer.way === 'whatsapp' ? `wamid.seed.${customer.id}.${said}` : `${customer.id}.${said}`;

const write = async (stage: Stage, { messages }: Extract<Step, { type: 'write' }>): Promise<void> => {
  const events = Array.from({ length: messages }, () => eventFrom(stage));
  for (const received of await applyBatch(stage.deps, events)) if (!received.ok) throw received.error;
};

const eventFrom = (stage: Stage): InboundEvent => {
  const { deps, shop, origin, customer, draw } = stage;
  stage.said += 1;
  const id = providerId(stage);
  const at = new Date(deps.moment.now).toISOString();
  const isMail = customer.way === 'mail';
  const author = { id: customer.id, name: customer.name, handle: isMail ? customer.id : null };
  return {
    schema: 'messages/1',
    tenantId: shop.tenantId,
    originId: origin.id,
    channel: origin.channel,
    correlationId: stage.context.correlationId,
    receivedAt: at,
    identity: id,
    late: false,
    event: eventOf({
      verb: 'created',
      providerId: id,
      // Mail is identified by its content, because two mails may have the same Message-ID.
      version: isMail ? `said ${stage.said}` : '',
      threadKey: customer.id,
      author,
      content: contentOf({ surface: isMail ? 'mail' : 'dm', text: textOf(draw), subject: isMail ? subjectOf(draw) : null }),
      occurredAt: at,
    }),
    contentRef: null,
  };
};
