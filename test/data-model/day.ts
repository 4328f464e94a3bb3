import { randomUUID } from 'node:crypto';
import type { MemoryTable } from '../../adapters/table/memory.ts';
import { capabilities as trustpilotCapabilities } from '../../channels/trustpilot/capabilities.ts';
import { capabilities as whatsappCapabilities } from '../../channels/whatsapp/capabilities.ts';
import { causationKey } from '../../domain/automation/causation.ts';
import type { ChannelAction } from '../../domain/channels/actions.ts';
import type { Context } from '../../domain/context.ts';
import { pollOrigin } from '../../domain/origins/poll-origin.ts';
import { duePolls } from '../../domain/origins/poll-rows.ts';
import { originsByAccount, resolveOrigin } from '../../domain/origins/resolve-origin.ts';
import { outboxEntryOf } from '../../domain/outbound/outbox.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { sendReply } from '../../domain/outbound/replies/send-reply.ts';
import type { SendDeps } from '../../domain/outbound/replies/sending.ts';
import { RetryLater } from '../../domain/outbound/retry-later.ts';
import { holdMail, type Mailbox } from '../../domain/outbound/rule-actions/escalation-mail.ts';
import { runAction } from '../../domain/outbound/rule-actions/run-action.ts';
import { applyBatch } from '../../domain/support/inbound/apply-batch.ts';
import type { ChannelEvent, InboundEvent } from '../../domain/support/inbound/inbound-event.ts';
import { timerDue } from '../../domain/support/tickets/timer-due.ts';
import type { Table } from '../../domain/table/port.ts';
import { PASSWORD } from '../functions/api/harness.ts';
import { connectSystems } from './connected.ts';
import { aRuleIsTried } from './dry-run.ts';
import { everybodyChats } from './groups.ts';
import { oneReviewADay } from './reviews.ts';
import { openShop, type ShopOptions } from './shop.ts';
import { anAgentLeaves, somebodyIsInvited } from './sign-in.ts';
import { aVisitorChats } from './visitor.ts';

/**
 * A day of a shop: everything that touches the table, once or more, through the commands that the functions run. Over a recorder it shows
 * every access pattern there is.
 */
export const liveThroughADay = async (table: Table, changes: MemoryTable['changes'], options: ShopOptions = {}): Promise<void> => {
  const { load, watch, uploaded, call, as, id, settle, consume, answerAsked, withoutQueues, enqueue, signIn, askForPeople, api } = await openShop(
    table,
    changes,
    options,
  );

  // People and what they work with.
  const slug = `d-${randomUUID().slice(0, 8)}`;
  const email = `ada@${slug}.example`;
  const tenantId = id(await call('POST /v1/tenants', { name: 'Shop', slug, admin: { name: 'Ada', email, password: PASSWORD } }));
  signIn(undefined);
  const session = await call('POST /v1/sessions', { tenant: slug, email, password: PASSWORD });
  await call('POST /v1/sessions', { tenant: slug, email, password: 'wrong' }, 4);
  await call('POST /v1/sessions', { tenant: slug, email: `nobody@${slug}.example`, password: 'wrong' }, 4);
  const refreshed = await call('POST /v1/sessions/refresh', { refreshToken: session['refreshToken'] });
  signIn(String(refreshed['accessToken']));
  await call('GET /v1/me');
  await call('PATCH /v1/me', { availability: 'away' });
  await call('PATCH /v1/me', { availability: 'online' });
  await call('GET /v1/tenant');
  await call('PATCH /v1/tenant', { registration: 'open' });
  const team = id(await call('POST /v1/teams', { name: 'Front' }));
  const spare = id(await call('POST /v1/teams', { name: 'Spare' }));
  await call('PATCH /v1/teams/' + spare, { name: 'Back' });
  await call('GET /v1/teams/' + spare);
  await call('GET /v1/teams');
  const agent = id(await call('POST /v1/agents', { name: 'Bo', email: `bo@${slug}.example`, password: PASSWORD, role: 'agent', teamIds: [team] }));
  await call('PATCH /v1/agents/' + agent, { name: 'Bob', email: `bob@${slug}.example` });
  await call('GET /v1/agents/' + agent);
  await call('GET /v1/agents');
  await call('DELETE /v1/teams/' + spare);
  await askForPeople(tenantId);
  await call('GET /v1/user-service');
  const li = { name: 'Li', email: `li@${slug}.example`, password: PASSWORD, role: 'agent', teamIds: [team] };
  const leaver = id(await call('POST /v1/agents', li));
  // Ids are random. The one of the two whom strategies pick first has a capacity.
  await call('PATCH /v1/agents/' + [agent, leaver].sort()[0], { capacity: 50 });
  const key = await call('POST /v1/api-keys', { name: 'CRM', role: 'supervisor' });
  await call('GET /v1/api-keys');
  await as(String(key['key']), () => call('GET /v1/tickets'));
  await call('DELETE /v1/api-keys/' + id(key));

  const credentials = { appSecret: 'app-secret', verifyToken: 'b', accessToken: 'c', accountId: '1' };
  const origin = id(await call('POST /v1/origins', { channel: 'whatsapp', name: 'Hotline', credentials }));
  await call('GET /v1/origins');
  await call('GET /v1/directory');
  await call('GET /v1/origins/' + origin);
  await call('PATCH /v1/origins/' + origin, { name: 'Phone' });
  const everybody = { teamIds: [], agentIds: [] };
  const isNew = { all: [{ field: 'status', op: 'eq', value: 'created' }] };
  const queue = id(await call('POST /v1/queues', { name: 'New', priority: 1, condition: isNew, visibleTo: everybody }));
  await call('PATCH /v1/queues/' + queue, { name: 'Fresh' });
  const says = (word: string) => ({ all: [{ field: 'message.text', op: 'contains', value: word }] });
  const rule = { event: 'message.received', weight: 1, stop: false, enabled: true };
  const assigning = {
    ...rule,
    name: 'Assign',
    condition: says('lawyer'),
    actions: [
      { type: 'assign', teamId: team, strategy: 'round_robin' },
      { type: 'note', text: 'careful' },
    ],
  };
  const ruleId = id(await call('POST /v1/rules', assigning));
  await call('POST /v1/rules', {
    ...rule,
    name: 'Least',
    weight: 2,
    condition: says('quick'),
    actions: [
      { type: 'assign', teamId: team, strategy: 'least_loaded' },
      { type: 'webhook', url: 'https://shop.example/hook' },
    ],
  });
  for (const of of ['', `/${ruleId}`]) await call(`GET /v1/rules${of}`);
  await call('POST /v1/rules/import', await call('GET /v1/rules/export'));
  await call('PATCH /v1/rules/' + ruleId, { name: 'Assign it' });
  const list = id(
    await call('POST /v1/enrichment-lists', { name: 'VIPs', key: 'author.id', match: 'exact', entries: [{ value: 'mia', set: { priority: 'high' } }] }),
  );
  await call('GET /v1/enrichment-lists');
  await call('GET /v1/enrichment-lists/' + list);
  await call('PATCH /v1/enrichment-lists/' + list, { entries: [{ value: 'noah', set: { tags: ['vip'] } }] });
  const sheet = await call(`POST /v1/enrichment-lists/${list}/uploads`, { type: 'text/csv', size: 100 });
  uploaded.set((sheet['upload'] as { fields: { key: string } }).fields.key, {
    body: Buffer.from('value,tags,owner.teamId\nnoah,vip,\neve,vip,nobody\n'),
    contentType: 'text/csv',
  });
  const reading = id(await call(`POST /v1/enrichment-lists/${list}/uploads/${id(sheet)}/start`, { onBadRows: 'keep' }));
  await settle();
  await call('GET /v1/jobs/' + reading);

  // Somebody watches from here on.
  const connect = async (connectionId: string): Promise<void> => watch.connect(String((await call('POST /v1/socket-tickets'))['ticket']), connectionId);
  await connect('desk');
  await connect('phone');

  // Customers write, in every way they can.
  const event = (author: string, n: number, change: Partial<ChannelEvent> = {}): InboundEvent => {
    const base = load.event(author, n);
    return { ...base, tenantId, originId: origin, identity: change.providerId ?? base.identity, event: { ...base.event, ...change } };
  };
  const receive = async (...events: readonly InboundEvent[]): Promise<void> => {
    for (const outcome of await applyBatch(load.deps, events)) if (!outcome.ok) throw outcome.error;
    await settle();
  };
  const content = (text: string) => ({ ...(load.event('x', 0).event.content as NonNullable<ChannelEvent['content']>), text });
  const first = event('mia', 1);
  await receive(first, event('noah', 1));
  await receive(event('mia', 2), event('noah', 2));
  await receive(first);
  await receive(event('mia', 3, { content: content('my lawyer will call, quick') }));
  await call(`GET /v1/rules/${ruleId}/runs`);
  await receive(event('mia', 4, { content: content('x'.repeat(9_000)) }));
  await receive(
    event('mia', 5, {
      fromCustomer: false,
      opensTicket: false,
      author: { id: origin, name: 'Shop', handle: null },
      customer: { id: 'mia', name: null, handle: null },
    }),
  );
  const about = first.event.providerId;
  await receive(event('mia', 6, { verb: 'edited', providerId: about, version: '1', content: content('edited') }));
  await receive(event('mia', 7, { verb: 'hidden', providerId: about, version: 'h', content: null }));
  await receive(event('mia', 8, { verb: 'unhidden', providerId: about, version: 'u', content: null }));
  await receive(event('mia', 9, { verb: 'reaction', providerId: about, version: 'r', content: null, reaction: { emoji: '👍' } }));
  await receive(event('mia', 10, { verb: 'removed', providerId: about, content: null }));
  await receive(event('mia', 11, { verb: 'removed', providerId: 'not-yet-here', content: null }));
  await receive(event('mia', 12, { providerId: 'not-yet-here' }));
  await receive(event('mia', 13, { verb: 'edited', providerId: 'late-one', version: '1', content: content('overtook') }));
  await receive(event('mia', 14, { providerId: 'late-one' }));
  await receive(event('mia', 15, { verb: 'edited', threadKey: null, author: null, providerId: 'late-one', version: '2', content: content('by id only') }));

  await receive(event('mia', 30, { verb: 'status', fromCustomer: false, content: null, status: { state: 'read', error: null }, upTo: true }));
  // What waits for a message that is not here yet, and the message.
  const byPage = { threadKey: null, author: { id: 'page', name: null, handle: null }, fromCustomer: false, opensTicket: false };
  const answer = event('mia', 16, { ...byPage, providerId: 'own', content: { ...content('our answer'), inReplyTo: 'later' } });
  await receive(event('mia', 17, { ...byPage, verb: 'hidden', providerId: 'later', version: 'h', content: null }));
  await receive(answer);
  await receive(answer);
  await receive(event('mia', 18, { content: { ...content('as I said'), inReplyTo: 'later' } }));
  await receive(event('mia', 19, { providerId: 'later' }));

  // How a webhook finds its origin.
  await resolveOrigin(table, origin);
  await originsByAccount(table, tenantId, 'whatsapp');

  // Agents read and answer.
  const tickets = (await call('GET /v1/tickets'))['items'] as { id: string; threadId: string; sequence: number; author: { id: string } }[];
  const of = (author: string) => tickets.find((ticket) => ticket.author.id === author) as (typeof tickets)[number];
  const [mia, noah] = [of('mia'), of('noah')];
  const at = `/v1/tickets/${mia.id}`;
  for (const query of [
    `status=created`,
    `queueId=${queue}`,
    `originId=${origin}`,
    `ownerId=${agent}`,
    `teamId=${team}`,
    `sequence=${mia.sequence}`,
    'q=hello&ownerId=none',
    'tag=vip&sort=-createdAt',
    'updatedSince=2026-01-01T00:00:00.000Z',
    'sort=updatedAt',
    'status=closed',
  ]) {
    await call(`GET /v1/tickets?${query}`);
  }
  await call(`GET ${at}`);
  await call(`GET ${at}/messages`);
  await call(`GET /v1/threads/${mia.threadId}/messages`);
  await call('GET /v1/queues');
  await call(`GET /v1/queues/${queue}`);
  await call(`GET /v1/queues/${queue}/tickets`);
  await call('GET /v1/search?q=hello');
  await as(
    String((await as(undefined, () => call('POST /v1/sessions', { tenant: slug, email: `bob@${slug}.example`, password: PASSWORD })))['accessToken']),
    async () => {
      await call(`POST /v1/tickets/${noah.id}/take`, {});
      await call('GET /v1/tickets');
    },
  );
  await call(`PATCH ${at}`, { priority: 'high', tags: ['a'], customFields: { k: 'v' } });
  await call('POST /v1/tickets/bulk', { ids: [mia.id, noah.id], change: { topic: 'parcels' } });
  const hundred = Array.from({ length: 100 }, (_, index) => `gone-${index}.1`);
  await call('POST /v1/tickets/bulk', { ids: [mia.id, ...hundred], change: { topic: 'returns' } });

  // Programs tell what they know; one of them of a ticket that is not there yet.
  const told = (eventId: string, type: string, data: object) => ({ id: eventId, type, version: 1, occurredAt: '2026-11-28T10:00:00Z', data });
  await call('POST /v1/events/tickets', [
    told('e1', 'ticket.set', { ticketId: mia.id, topic: 'late' }),
    told('e2', 'ticket.tag', { ticketId: 'not-there', add: ['x'] }),
  ]);
  await call('POST /v1/events/metadata_actions', told('e3', 'metadata.changed', { ticketId: mia.id, sentiment: 'negative' }));
  await call('POST /v1/events/queue_acks', told('e5', 'queue.changed', { queueId: queue }));
  await call('POST /v1/events/escalations_outbound', [
    told('e6', 'escalation.raised', { ticketId: mia.id, target: { teamId: team }, text: 'help' }),
    told('e7', 'escalation.answered', { escalationId: 'e6', text: 'done' }),
  ]);
  const spoken = { originId: origin, id: 'told-1', author: { id: 'zoe', name: 'Zoe' }, text: 'by a program' };
  await call('POST /v1/events/messages', told('e4', 'message.created', spoken));
  await consume();
  const [letter] = (await call('GET /v1/dead-letters?topic=tickets'))['items'] as { id: string }[];
  await call(`POST /v1/dead-letters/${letter?.id}/replay`);
  await consume();

  // Somebody else is asked by mail: while there is no mailbox, and when there is one.
  const asked = id(await call(`POST ${at}/escalations`, { target: { email: 'help@shop.example' }, text: 'Can you help?', dueAt: '2999-01-01T00:00:00Z' }));
  await call(`POST ${at}/escalations`, { target: { email: 'pat@shop.example' }, text: 'Can you?' });
  const perform = async (): Promise<Outcome> => ({ outcome: 'sent', providerId: null });
  const mailboxesOf: (Mailbox | null)[] = [null, { originId: origin, address: 'help@shop.example', turn: async () => () => {}, perform }];
  const mailDeps = {
    ...load.deps,
    webhookSecret: async () => undefined,
    causationKey: async () => '',
    turn: async () => null,
    mail: { mailboxFor: async () => mailboxesOf.shift() ?? null, hold: holdMail({ table, clock: load.deps.clock }) },
    post: async () => ({ status: 200 }),
    repeatForMs: 60_000,
  };
  for (const entry of changes.flatMap((change) => outboxEntryOf(change) ?? []))
    if (entry.to === 'actions' && 'escalationId' in entry.outbound.action)
      await runAction(mailDeps, entry.outbound, { receives: 1, queuedAt: load.deps.clock() });
  await call(`GET ${at}/escalations`);
  await call(`PATCH ${at}/escalations/${asked}`, { state: 'answered', text: 'Yes' });

  // Cases that belong together, what an AI suggests, a conversation that the shop begins, and who did what.
  await receive(event('pia', 1), event('quin', 1), event('ola', 1));
  const newer = (await call('GET /v1/tickets'))['items'] as typeof tickets;
  const ticketOf = (author: string): string => String(newer.find((ticket) => ticket.author.id === author)?.id);
  await call(`POST ${at}/links`, { ticketId: noah.id });
  await call(`GET ${at}/links`);
  await call(`DELETE ${at}/links/${noah.id}`);
  await call(`POST /v1/tickets/${ticketOf('pia')}/merge`, { intoId: ticketOf('quin') });
  await call(`GET /v1/tickets/${ticketOf('pia')}`);
  await call(`PATCH /v1/tickets/${ticketOf('ola')}`, { status: 'closed' });
  await call('POST /v1/tickets', { originId: origin, to: { id: 'ola' }, text: 'It has come back' }, 2, { 'idempotency-key': 'begin-1' });
  const proposal = { ticketId: ticketOf('quin'), text: 'Say this', model: 'm', confidence: 0.5 };
  await call('POST /v1/events/ai_messages', [told('a1', 'ai.suggestion', proposal), told('a2', 'ai.suggestion', proposal)]);
  await consume();
  await call(`POST /v1/tickets/${ticketOf('quin')}/suggestions/2/accept`, {});
  await call(`POST /v1/tickets/${ticketOf('quin')}/suggestions/3/dismiss`, {});

  // What an agent asks the AI toolbox, what a message said before, and that all of it goes with the message.
  await call('PATCH /v1/tenant', { ai: { onRequest: true } });
  await receive(event('rita', 1));
  const rita = String(((await call('GET /v1/tickets'))['items'] as typeof tickets).find((ticket) => ticket.author.id === 'rita')?.id);
  const wrote = event('rita', 1).event.providerId;
  await receive(event('rita', 2, { verb: 'edited', providerId: wrote, version: '1', content: content('word '.repeat(1200)) }));
  await receive(event('rita', 3, { verb: 'edited', providerId: wrote, version: '2', content: content('short') }));
  await call(`GET /v1/tickets/${rita}/messages/1/edits`);
  for (const [method, body] of [['PUT', { emoji: '👍' }], ['DELETE']] as const) await call(`${method} /v1/tickets/${rita}/messages/1/reactions`, body);
  await call(`POST /v1/tickets/${rita}/summary`, {}, 2, { 'idempotency-key': 'summary-1' });
  await call(`POST /v1/tickets/${rita}/messages/1/translation`, { language: 'de' });
  await answerAsked();
  await call(`GET /v1/tickets/${rita}/summary`);
  await call(`GET /v1/tickets/${rita}/messages/1/translations`);
  await call(`DELETE /v1/tickets/${rita}/messages/1`);
  await call('PATCH /v1/tenant', { ai: {} });
  await call(`GET ${at}/log`);
  await call(`GET /v1/admin/tickets/${mia.id}/replay`);

  const file = await call('POST /v1/attachments', { name: 'a.png', type: 'image/png', size: 10 });
  uploaded.set((file['upload'] as { fields: { key: string } }).fields.key, {
    body: new Uint8Array(10),
    contentType: 'image/png',
  });
  await call(`GET /v1/attachments/${id(file)}`);
  const once = { 'idempotency-key': 'reply-1' };
  const reply = await call(`POST ${at}/messages`, { kind: 'reply', text: 'On its way' }, 2, once);
  await call(`POST ${at}/messages`, { kind: 'reply', text: 'On its way' }, 2, once);
  await call(`POST ${at}/messages`, { kind: 'note', text: 'n'.repeat(6_000), attachmentIds: [id(file)] });
  await call(`PATCH ${at}/messages/2`, { hidden: true });
  await call(`DELETE ${at}/messages/3`);
  await settle();

  await connectSystems({ table, tenantId, load, uploaded, call, id }, { origin, queue, happen: () => receive(event('sara', 1)) });

  // The sender, a provider that fails, and a status that comes back.
  const outcome = async (number: unknown, result: Outcome, threadId = mia.threadId, capabilities = whatsappCapabilities): Promise<void> => {
    const perform = async (action: ChannelAction): Promise<Outcome> => {
      if ('notes' in action) await action.notes.begin();
      return result;
    };
    const deps: SendDeps = {
      ...load.deps,
      linkTo: async () => '',
      sizeOf: async () => null,
      openFile: async function* () {},
      repeatForMs: 60_000,
      causationKey: (tenant) => causationKey({ table, newSecret: randomUUID }, tenant),
      channelFor: async () => ({ capabilities, turn: async () => () => {}, perform }),
    };
    await sendReply(deps, { tenantId, threadId, number: Number(number), correlationId: 'day' }, load.deps.clock()).catch((error: unknown) => {
      if (!(error instanceof RetryLater)) throw error;
    });
    await settle();
  };
  await outcome(reply['number'], { outcome: 'sent', providerId: 'out-1' });
  await receive(
    event('mia', 16, {
      verb: 'status',
      providerId: 'out-1',
      version: 'delivered',
      author: null,
      content: null,
      threadKey: null,
      status: { state: 'delivered', error: null },
    }),
  );
  const second = await call(`POST ${at}/messages`, { kind: 'reply', text: 'Again', thenStatus: 'pending' });
  await settle();
  await outcome(second['number'], { outcome: 'retry', error: { code: '429', message: 'busy' }, retryAfterSeconds: 0, holdsOrigin: true });
  await outcome(second['number'], { outcome: 'failed', error: { code: '131026', message: 'blocked' } });
  await call(`POST ${at}/messages/${String(second['number'])}/retry`);
  await settle();

  // The queues are away for a while: what projections owe is set aside, tried in vain, and carried on.
  await withoutQueues(async () => {
    await call(`POST ${at}/messages`, { kind: 'reply', text: 'During an outage' });
    await settle();
    await call(`PATCH ${at}`, { priority: 'low' });
    await settle();
    await settle(true);
  });
  await settle(true);

  // Closing by timer, by hand, and a customer who comes back.
  const context: Context = { tenantId, actor: { type: 'system' }, correlationId: 'day', causationId: null, depth: 0 };
  const solved = await call(`PATCH ${at}`, { status: 'solved' });
  await settle();
  await timerDue(load.deps, context, { ticketId: mia.id, kind: 'closure', dueAt: String(solved['closesAt']) });
  await call(`PATCH /v1/tickets/${noah.id}`, { status: 'closed' });
  await settle();
  await call(`GET ${at}`);
  for (const query of [
    'status=closed',
    `ownerId=${agent}`,
    `teamId=${team}`,
    `ownerId=${agent}&status=closed`,
    `teamId=${team}&status=closed`,
    `sequence=${mia.sequence}`,
  ])
    await call(`GET /v1/tickets?${query}`);
  await receive(event('mia', 20));
  await call(`PATCH ${at}/messages/4`, { hidden: true });
  await settle();

  // The phone comes out of a tunnel.
  await watch.disconnect('phone');
  await connect('phone');
  // A first look begins a day ago, what follows an ack where it ended.
  await watch.say('phone', { type: 'resume' });
  await watch.say('phone', { type: 'ack', cursor: watch.cursor() });
  await watch.say('phone', { type: 'resume' });
  await watch.comeBack(tenantId, agent);
  await watch.say('phone', { type: 'typing', conversationId: mia.threadId });
  await watch.say('phone', { type: 'ack', conversationId: mia.threadId, number: 1 });
  await watch.say('phone', { type: 'subscribe', ticketIds: [mia.id] });

  // A provider that posts nothing is asked for news; then its origin goes.
  const reviews = id(
    await call('POST /v1/origins', { channel: 'trustpilot', name: 'Reviews', credentials: { businessUnitId: 'unit', webhookSecret: 'webhook-secret' } }),
  );
  await call('PATCH /v1/origins/' + reviews, { credentials: { webhookSecret: 'another-secret' } });
  const polling = oneReviewADay(table);
  // A review of yesterday, and a day later one of today.
  for (const _day of [1, 2]) for (const row of await duePolls(table, Number.POSITIVE_INFINITY)) await pollOrigin(polling, row, Date.now());

  // A review has one reply: a rule's, then an agent's, which is edited and taken back.
  await call('POST /v1/rules', { ...rule, name: 'Thank', condition: says('five stars'), actions: [{ type: 'reply', text: 'Thank you' }] });
  const praise = event('rob', 1, { content: { ...content('five stars'), surface: 'review' } });
  await receive({ ...praise, originId: reviews, channel: 'trustpilot' });
  const praised = ((await call('GET /v1/tickets?originId=' + reviews))['items'] as typeof tickets)[0];
  const done = (number: number) => outcome(number, { outcome: 'sent', providerId: null }, praised?.threadId, trustpilotCapabilities);
  await done(2);
  await call(`PATCH /v1/tickets/${praised?.id}/messages/2`, { text: 'Thank you, Rob' });
  await done(2);
  await call(`DELETE /v1/tickets/${praised?.id}/messages/2`, undefined);
  await done(2);
  await call(`POST /v1/tickets/${praised?.id}/messages`, { kind: 'reply', text: 'Thanks' });
  await call('DELETE /v1/origins/' + reviews);
  for (const row of await duePolls(table, Number.POSITIVE_INFINITY)) await pollOrigin(polling, row, Date.now());

  await aVisitorChats({ call, as, id, settle, consume, watch, uploaded, load });

  // An origin is disabled and enabled; configuration goes; everything is counted and rebuilt.
  await call(`PATCH /v1/origins/${origin}`, { state: 'disabled' });
  await receive(event('mia', 21), event('new', 1));
  await call(`PATCH /v1/origins/${origin}`, { state: 'enabled' });
  await settle();
  await aRuleIsTried({ call, settle, enqueue }, table, tenantId);
  await call('POST /v1/admin/recount', {});
  await call('GET /v1/admin/recount');
  await call('POST /v1/admin/reindex', {});
  await settle();
  for (const projection of ['queues', 'timers', 'feed', 'outbox', 'actions', 'commands', 'reevaluation']) {
    await call(`GET /v1/jobs/${id(await call('POST /v1/admin/rebuild', { projection }))}`);
    await settle();
  }
  await call('GET /v1/admin/rebuild');
  await everybodyChats({ call, as, settle, watch, load }, { tenantId, slug, table }, [agent, leaver]);
  for (const gone of [`rules/${ruleId}`, `enrichment-lists/${list}`, `queues/${queue}`]) await call(`DELETE /v1/${gone}`);
  await settle();
  const many = Array.from({ length: 90 }, (_, at) => ({ ...assigning, id: `many${at}`, name: `Rule ${at}`, enabled: false, weight: 10 + at }));
  await call('POST /v1/rules/import', { rules: many });
  await somebodyIsInvited({ call, as, api: { ...api, deps: { ...api.deps, table } } }, slug);
  await anAgentLeaves({ call, as, load }, leaver, { tenant: slug, email: `li@${slug}.example`, password: PASSWORD });
  await call('DELETE /v1/sessions');
};
