import { describe, expect, it } from 'vitest';
import type { Analysed, ToolboxRequest } from '../../../../domain/automation/ai/toolbox.ts';
import type { ToolboxAnswer } from '../../../../domain/automation/ai/toolbox-answer.ts';
import { signCausation } from '../../../../domain/automation/causation.ts';
import type { AiSettings } from '../../../../domain/configuration/ai-settings.ts';
import { threadPk } from '../../../../domain/conversations/kinds/thread.ts';
import { messageKey } from '../../../../domain/conversations/log/draft.ts';
import { outboxEntryOf } from '../../../../domain/outbound/outbox.ts';
import { analysisProjection } from '../../../../domain/projections/analysis.ts';
import type { ProjectorDeps } from '../../../../domain/projections/relay/projector-deps.ts';
import { analyseMessage } from '../../../../domain/support/ai/analyse-message.ts';
import { giveUpAnalysis } from '../../../../domain/support/ai/give-up-analysis.ts';
import { threadForToolbox } from '../../../../domain/support/ai/thread-for-toolbox.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { messageOf } from '../../../../domain/support/messages/message.ts';
import { deleteMessage, hideMessage } from '../../../../domain/support/replies/moderate-message.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { mergeTickets } from '../../../../domain/support/tickets/merge-tickets.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { spansOf } from '../../../../domain/support/tickets/spans.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import type { Item } from '../../../../domain/table/port.ts';
import { bench, inbound, ORIGIN, plainPolicy, TENANT } from '../inbound/events.ts';
import { agent, TALKATIVE } from '../tickets/hub.ts';

const THREAD = threadIdOf(ORIGIN, 'ann');
const ticketId = `${THREAD}.1`;
const suggestion = { text: 'Maybe this', confidence: 0.4, model: 'm' };
const reply = { text: 'Surely this', confidence: 0.9, model: 'm' };
const EVERYTHING: AiSettings = { suggestions: true, replies: { threshold: 0.8 }, sentiment: true };

const world = async (ai: AiSettings | undefined, given: ToolboxAnswer | Exclude<Analysed, { outcome: 'answered' }> = {}, policy = plainPolicy()) => {
  const b = bench({ policy });
  const turn = (settings: AiSettings | undefined) =>
    b.table.write({ op: 'update', key: { pk: `T#${TENANT}`, sk: 'TENANT' }, ...(settings ? { set: { ai: settings } } : { remove: ['ai'] }) });
  await turn(ai);
  const calls: ToolboxRequest[] = [];
  const deps = {
    ...b.deps,
    capabilitiesOf: () => TALKATIVE,
    mayTouch: () => true,
    linkTo: async () => '',
    analyse: async (request: ToolboxRequest): Promise<Analysed> => {
      calls.push(request);
      return 'outcome' in given ? given : { outcome: 'answered', answer: given };
    },
  };
  const sent: { groupId?: string; body: string }[] = [];
  const projection = analysisProjection({
    analysisQueueUrl: 'analysis',
    clock: () => b.now,
    queues: { send: async (_: string, messages: { body: string }[]) => void sent.push(...messages) },
  } as unknown as ProjectorDeps);
  return {
    b,
    deps,
    turn,
    calls,
    sent,
    projection,
    write: (id: string, more: object = {}) => applyBatch(b.deps, [inbound('ann', id, more)]),
    analyse: (number = 1) => analyseMessage(deps, { tenantId: TENANT, threadId: THREAD, number, correlationId: 'c' }),
    project: () => projection.of(b.table.changes.filter(({ after }) => after && projection.wants(after))),
    message: (number: number) => messageOf(b.table.all().find(({ sk }) => sk === `M#${String(number).padStart(10, '0')}`) as never),
    count: () => b.table.all().filter(({ sk }) => sk.startsWith('M#')).length,
    ticket: () => loadTicket(b.table, TENANT, ticketId),
    left: () => b.table.changes.flatMap((change) => outboxEntryOf(change) ?? []),
  };
};

describe('a message of a customer', () => {
  it.each([[undefined], [{}], [{ suggestions: false, replies: null, sentiment: false }]])('asks for nothing while AI is %o, and no call leaves', async (ai) => {
    const { write, b, project, sent, analyse, calls } = await world(ai);
    await write('m1');
    expect(b.table.all().some((item) => 'analysis' in item)).toBe(false);
    await project();
    expect(sent).toEqual([]);
    expect(await analyse()).toBe('nothing');
    expect(calls).toEqual([]);
  });

  it('is sent to the queue once, in the order of its conversation; a repeat of the stream is told apart by its id', async () => {
    const { write, project, sent } = await world(EVERYTHING);
    await write('m1');
    await write('m2');
    expect(await project()).toEqual({ count: 2, failures: [] });
    expect(sent.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([{ threadId: THREAD, number: 1 }, { number: 2 }]);
    expect(sent).toMatchObject([{ groupId: THREAD, dedupeId: `${THREAD}.1` }, { dedupeId: `${THREAD}.2` }]);
  });

  it('of a machine, a shadowed one and those of before it was turned on ask for nothing', async () => {
    const { write, turn, b } = await world(undefined);
    await write('m1');
    await turn(EVERYTHING);
    await write('m2', { automatic: true });
    await write('m3', { opensTicket: false });
    expect(
      b.table
        .all()
        .filter(({ sk }) => sk.startsWith('M#'))
        .map((item) => item['analysis']),
    ).toEqual([undefined, undefined, undefined]);
  });
});

describe('an analysis', () => {
  it('asks only for what is on, and tells neither notes nor suggestions nor later messages', async () => {
    const { write, analyse, calls, deps } = await world({ suggestions: true }, { suggestion });
    await write('m1', { text: 'first' });
    await postMessage(deps, agent('eve'), ticketId, { kind: 'note', text: 'secret', attachments: [] });
    await write('m2', { text: 'second' });
    await write('m3', { text: 'third' });
    await analyse(3);
    expect(calls).toMatchObject([{ tenantId: TENANT, ticketId, conversationId: THREAD, want: ['suggestion'] }]);
    expect(calls[0]?.messages.map(({ number, kind, text }) => [number, kind, text])).toEqual([
      [1, 'customer', 'first'],
      [3, 'customer', 'second'],
    ]);
  });

  it('tells the 30 messages up to its own, whatever else and whatever later stands in the ticket', async () => {
    const { write, analyse, calls, deps } = await world({ suggestions: true }, { suggestion });
    for (let n = 1; n <= 33; n += 1) await write(`m${n}`, { text: `said ${n}` });
    for (let n = 0; n < 35; n += 1) await postMessage(deps, agent('eve'), ticketId, { kind: 'note', text: 'secret', attachments: [] });
    await write('m69');
    await analyse(33);
    await analyse(69);
    expect(calls.map(({ messages }) => [messages.length, messages[0]?.number, messages.at(-1)?.number])).toEqual([
      [30, 4, 33],
      [30, 5, 69],
    ]);
  });

  it('of a merged ticket tells what was said in the other thread before, and takes no number of it for its own', async () => {
    const { b, write, deps } = await world({ suggestions: true }, { suggestion });
    const say = (author: string, minute: number) =>
      applyBatch(b.deps, [inbound(author, `${author}${minute}`, { text: `${author} ${minute}`, occurredAt: `2026-03-01T09:0${minute}:00Z` })]);
    await write('m1', { text: '', occurredAt: '2026-03-01T09:02:00Z' });
    for (const minute of [1, 3]) await say('bob', minute);
    await say('ann', 2);
    const other = threadIdOf(ORIGIN, 'bob');
    const ticket = (await loadTicket(b.table, TENANT, ticketId)) as Ticket;
    const leading = { ...ticket, spans: [...spansOf(ticket), { threadId: other, first: 1, last: 2 }] };
    const texts = async (number: number) =>
      (await threadForToolbox(deps, TENANT, leading, { threadId: THREAD, number, createdAt: '2026-03-01T09:02:00Z' })).map(({ text }) => text);
    expect(await texts(2)).toEqual(['bob 1', 'ann 2']);
    // Number 1 of this thread has no text; number 1 of the other is another message.
    expect(await texts(1)).toEqual([]);
  });

  it('of a message behind a merged ticket becomes a suggestion and the sentiment of the leading one, once, and never an automatic reply', async () => {
    const { b, write, deps, ticket, calls, left } = await world(EVERYTHING, { suggestion, reply, sentiment: { label: 'negative', score: -0.5 } });
    const bob = threadIdOf(ORIGIN, 'bob');
    const messageIn = async (threadId: string) => messageOf((await b.table.get([messageKey(threadPk(TENANT, threadId), 2)]))[0] as Item);
    await write('m1', { occurredAt: '2026-03-01T09:00:00Z' });
    await applyBatch(b.deps, [inbound('bob', 'b1')]);
    await mergeTickets(deps, agent('eve'), { ticketId: `${bob}.1`, intoId: ticketId });
    await applyBatch(b.deps, [inbound('bob', 'b2', { text: 'and where is it' })]);
    const analyse = () => analyseMessage(deps, { tenantId: TENANT, threadId: bob, number: 2, correlationId: 'c' });
    const outcomes = await Promise.all([analyse(), analyse()]);
    expect(new Set(outcomes)).toEqual(new Set(['nothing', 'suggested']));
    expect(calls[0]).toMatchObject({ ticketId, conversationId: bob, messages: [{ text: 'text m1' }, { text: 'text b1' }, { text: 'and where is it' }] });
    expect(await messageIn(THREAD)).toMatchObject({ kind: 'ai_suggestion', text: 'Maybe this', ticketId, inReplyTo: null, suggestion: { state: 'open' } });
    expect(await ticket()).toMatchObject({ sentiment: 'negative', status: 'created' });
    expect([await analyse(), left().length]).toEqual(['nothing', 0]);
    expect(await messageIn(bob)).toMatchObject({ sentiment: 'negative', analysis: undefined, ticketId: `${bob}.1` });
  });

  it('becomes a suggestion, sentiment and language, once', async () => {
    const { write, analyse, message, ticket, calls, count, left } = await world(
      { suggestions: true, sentiment: true },
      { suggestion, sentiment: { label: 'negative', score: -0.5 }, language: 'de' },
    );
    await write('m1');
    expect(await analyse()).toBe('suggested');
    expect(message(1)).toMatchObject({ sentiment: 'negative', language: 'de', analysis: undefined });
    expect(message(2)).toMatchObject({ kind: 'ai_suggestion', text: 'Maybe this', ai: { model: 'm', confidence: 0.4, cause: 'new customer message' } });
    expect(await ticket()).toMatchObject({ sentiment: 'negative', status: 'created', visibleMessageCount: 1 });
    expect(await analyse()).toBe('nothing');
    expect([calls.length, count(), left().length]).toEqual([1, 2, 0]);
  });

  it('becomes an automatic reply from the threshold on; status and owner stay, and two deliveries at once send one', async () => {
    const { write, analyse, message, ticket, left } = await world(EVERYTHING, { suggestion, reply });
    await write('m1');
    const outcomes = await Promise.all([analyse(), analyse()]);
    expect(outcomes.filter((outcome) => outcome === 'replied')).toHaveLength(1);
    expect(outcomes).toContain('nothing');
    expect(message(2)).toMatchObject({ kind: 'ai_message', inReplyTo: 1, delivery: { state: 'queued' }, ai: { cause: 'confidence 0.9 reaches 0.8' } });
    expect(await ticket()).toMatchObject({ status: 'created', owner: { agentId: null, teamId: null } });
    expect(left()).toHaveLength(1);
  });

  it('that its channel does not take is a suggestion', async () => {
    const { write, deps, message } = await world(EVERYTHING, { suggestion, reply });
    await write('m1');
    const short = { surfaces: { dm: { reply: { text: { most: 3, unit: 'characters' } } } }, idempotent: false } as never;
    const waiting = { tenantId: TENANT, threadId: THREAD, number: 1, correlationId: 'c' };
    expect(await analyseMessage({ ...deps, capabilitiesOf: () => short }, waiting)).toBe('suggested');
    expect(message(2).kind).toBe('ai_suggestion');
  });

  it('of an older message is a suggestion, never a reply, if the newer one does not wait', async () => {
    const { write, analyse, deps, message } = await world(EVERYTHING, { suggestion, reply });
    await write('m1');
    await write('m2');
    await giveUpAnalysis(deps, { tenantId: TENANT, threadId: THREAD, number: 2, correlationId: 'c' });
    expect(await analyse(1)).toBe('suggested');
    expect(message(3)).toMatchObject({ kind: 'ai_suggestion', inReplyTo: 1 });
  });

  it('of a message that an agent has answered, or before a newer one that waits too, is no entry any more', async () => {
    const { write, analyse, deps, message, count } = await world(EVERYTHING, { suggestion, reply, sentiment: { label: 'positive', score: 1 } });
    await write('m1');
    await write('m2');
    expect(await analyse(1)).toBe('analysed');
    await postMessage(deps, agent('eve'), ticketId, { kind: 'reply', text: 'Here you are', attachments: [] });
    expect(await analyse(2)).toBe('analysed');
    expect([message(1).sentiment, message(2).sentiment, count()]).toEqual(['positive', 'positive', 3]);
  });

  it('of a closed ticket or one that a machine opened sends nothing', async () => {
    const closed = await world(EVERYTHING, { suggestion, reply });
    await closed.write('m1');
    await patchTicket(closed.deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    expect(await closed.analyse()).toBe('analysed');
    expect(closed.count()).toBe(1);
    const automatic = await world(EVERYTHING, { suggestion, reply });
    await automatic.write('m1', { automatic: true });
    await automatic.write('m2');
    expect(await automatic.analyse(2)).toBe('suggested');
  });

  it('replies no more often in an hour than a rule may: two machines that answer each other come to an end', async () => {
    const { write, analyse, message } = await world(EVERYTHING, { suggestion, reply }, plainPolicy({ callsPerHour: 2 }));
    for (const number of [1, 3, 5]) {
      await write(`m${number}`);
      await analyse(number);
    }
    expect([2, 4, 6].map((number) => message(number).kind)).toEqual(['ai_message', 'ai_message', 'ai_suggestion']);
  });

  it('of a message that a chain of automation sent is never an automatic reply, also if the other end brings each answer back', async () => {
    const { b, write, analyse, message, calls } = await world(EVERYTHING, { suggestion, reply });
    await b.table.write({ op: 'update', key: { pk: `T#${TENANT}`, sk: 'TENANT' }, set: { causationKey: 'k' } });
    await write('m1');
    expect(await analyse(1)).toBe('replied');
    await applyBatch(b.deps, [{ ...inbound('ann', 'm2'), causation: signCausation('k', TENANT, { depth: message(2).depth + 1, id: 'a' }) }]);
    expect(await analyse(3)).toBe('suggested');
    expect([message(1), message(2), message(3)].map(({ kind, depth }) => [kind, depth])).toEqual([
      ['customer', 0],
      ['ai_message', 0],
      ['customer', 1],
    ]);
    expect(calls.map(({ want }) => want.includes('reply'))).toEqual([true, false]);
    // A message of a person is stored without it.
    expect(b.table.all().filter((item) => item.sk.startsWith('M#') && 'depth' in item)).toHaveLength(1);
  });

  it('goes on at the depth of its message, also for the rules that it runs', async () => {
    const depths: number[] = [];
    const policy = plainPolicy({ runRules: (_event, _ticket, _message, { depth }) => (depths.push(depth), { effects: [], matched: [] }) });
    const { b, analyse } = await world(EVERYTHING, { suggestion, reply, sentiment: { label: 'negative', score: -1 } }, policy);
    await b.table.write({ op: 'update', key: { pk: `T#${TENANT}`, sk: 'TENANT' }, set: { causationKey: 'k' } });
    await applyBatch(b.deps, [{ ...inbound('ann', 'm1'), causation: signCausation('k', TENANT, { depth: 3, id: 'a' }) }]);
    depths.length = 0;
    await analyse(1);
    expect(depths).toEqual([3]);
  });

  it('of a message that is not there is nothing', async () => {
    const { write, analyse, calls } = await world(EVERYTHING, { suggestion });
    await write('m1');
    expect(await analyse(9)).toBe('nothing');
    expect(calls).toEqual([]);
  });

  it.each([[{ outcome: 'later', reason: 'HTTP 503', afterMs: null }], [{ outcome: 'bad', reason: 'the answer is not JSON' }]] as const)(
    'that ends as %o changes nothing; given up, the message says that it failed, and asks no more',
    async (outcome) => {
      const { write, analyse, deps, message, ticket, calls } = await world(EVERYTHING, outcome);
      await write('m1');
      const before = await ticket();
      expect(await analyse()).toEqual(outcome);
      expect(message(1).analysis).toBe('wanted');
      for (let times = 0; times < 2; times += 1) await giveUpAnalysis(deps, { tenantId: TENANT, threadId: THREAD, number: 1, correlationId: 'c' });
      expect(message(1).analysis).toBe('failed');
      expect(await analyse()).toBe('nothing');
      expect([calls.length, (await ticket())?.version]).toEqual([1, before?.version]);
    },
  );
});

describe('a message that is not analysed', () => {
  type World = Awaited<ReturnType<typeof world>>;
  const AFTERNOON: AiSettings = { replies: { threshold: 0.8, hours: { timeZone: 'UTC', from: '12:00', to: '18:00' } } };

  it.each<[string, AiSettings, (given: World) => unknown, string]>([
    ['out of hours', AFTERNOON, () => undefined, 'm1'],
    ['while AI is off', EVERYTHING, ({ turn }) => turn(undefined), 'm1'],
    ['when it is deleted', EVERYTHING, ({ deps }) => deleteMessage(deps, agent('eve'), ticketId, 1), 'm1'],
    ['when it is hidden', EVERYTHING, ({ deps }) => hideMessage(deps, agent('eve'), ticketId, 1, true), 'm1'],
    ['without a text', EVERYTHING, () => undefined, ''],
  ])('%s waits no more: a rebuild some hours later asks for nothing', async (_, ai, before, text) => {
    const given = await world(ai, { suggestion, reply });
    const { b, write, analyse, calls, turn, projection, message } = given;
    await write('m1', { text });
    await before(given);
    expect(await analyse()).toBe('nothing');
    expect(message(1).analysis).toBeUndefined();
    b.now += 3 * 3_600_000;
    await turn(ai);
    expect(b.table.all().filter((item) => projection.wants(item))).toEqual([]);
    expect(await analyse()).toBe('nothing');
    expect(calls).toEqual([]);
  });

  it('because the deployment has no toolbox waits no more', async () => {
    const { write, deps, message } = await world(EVERYTHING);
    await write('m1');
    const waiting = { tenantId: TENANT, threadId: THREAD, number: 1, correlationId: 'c' };
    expect(await analyseMessage({ ...deps, analyse: null }, waiting)).toBe('nothing');
    expect(message(1).analysis).toBeUndefined();
  });
});

it('rebuilding the projection asks again only for what waits, and is not of yesterday', async () => {
  const { write, analyse, projection, b } = await world(EVERYTHING, { suggestion });
  await write('m1');
  await write('m2');
  await analyse(1);
  const owed = b.table.all().filter((item) => projection.wants(item));
  expect(owed.map(({ number }) => number)).toEqual([2]);
});
