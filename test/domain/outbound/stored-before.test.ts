import { describe, expect, it } from 'vitest';
import type { OutboundReply } from '../../../domain/outbound/outbox.ts';
import { outboxEntryOf } from '../../../domain/outbound/outbox.ts';
import { sendReply } from '../../../domain/outbound/replies/send-reply.ts';
import type { SendDeps } from '../../../domain/outbound/replies/sending.ts';
import { RetryLater } from '../../../domain/outbound/retry-later.ts';
import { postMessage } from '../../../domain/support/replies/post-message.ts';
import { listTicketMessages } from '../../../domain/support/tickets/list-ticket-messages.ts';
import { loadTicket } from '../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../domain/support/tickets/ticket.ts';
import type { Item } from '../../../domain/table/port.ts';
import { ORIGIN, TENANT } from '../support/inbound/events.ts';
import { agent, TALKATIVE, ticketHub } from '../support/tickets/hub.ts';

/** What the release before `domain/outbound` left in the table and in the queues, letter by letter. */
const setUp = async (items: (threadId: string, now: number) => readonly Item[], idempotent = false) => {
  const { b, deps, ticketId } = await ticketHub();
  const { message: posted } = await postMessage(deps, agent('eve'), ticketId, { kind: 'reply', text: 'hello', attachments: [] });
  for (const item of items(posted.conversationId, b.now)) await b.table.write({ op: 'put', item });
  const body = `{"tenantId":"${TENANT}","threadId":"${posted.conversationId}","number":${posted.number},"correlationId":"${posted.conversationId}.${posted.number}"}`;
  let calls = 0;
  const sender: SendDeps = {
    ...deps,
    linkTo: async () => '',
    sizeOf: async () => null,
    openFile: async function* () {},
    causationKey: async () => 'key',
    repeatForMs: 3_600_000,
    channelFor: async () => ({
      capabilities: { ...TALKATIVE, idempotent },
      turn: async () => () => {},
      perform: async () => ((calls += 1), { outcome: 'sent', providerId: 'p1' }),
    }),
  };
  const send = () => sendReply(sender, JSON.parse(body) as OutboundReply, b.now);
  const message = async () =>
    (await listTicketMessages(deps.table, TENANT, (await loadTicket(deps.table, TENANT, ticketId)) as Ticket, { after: 0, limit: 10 })).messages[1];
  return { b, send, message, calls: () => calls, outbound: JSON.parse(body) as unknown };
};
const ledger = (attributes: object) => (threadId: string) => [{ pk: `T#${TENANT}#TH#${threadId}`, sk: 'SL#0000000002', ...attributes }];
const gate = (attributes: object) => [{ pk: `T#${TENANT}#OG#${ORIGIN}`, sk: 'GATE', ...attributes }];

describe('what an earlier release stored', () => {
  it('a queued reply is the entry that the outbox still makes, and is sent', async () => {
    const { b, send, message, outbound } = await setUp(() => []);
    expect(b.table.changes.flatMap((change) => outboxEntryOf(change) ?? [])).toMatchObject([{ to: 'replies', outbound }]);
    expect(await send()).toBe('sent');
    expect(await message()).toMatchObject({ delivery: { state: 'sent' }, providerId: 'p1' });
  });

  it('the key of a ledger entry is the same', async () => {
    const { b, send } = await setUp(() => []);
    await send();
    const written = b.table.changes.flatMap(({ after }) => (after?.sk.startsWith('SL#') === true ? [after.sk] : []));
    expect(written).toEqual(['SL#0000000002']);
  });

  it.each<[string, object, boolean, unknown]>([
    ['a call under way', { state: 'calling', tries: 1, firstAt: 1, error: null }, false, 'unknown'],
    ['a call under way that may be repeated', { state: 'calling', tries: 1, firstAt: 1, error: null }, true, 'sent'],
    ['a try that sent nothing', { state: 'waiting', tries: 3, firstAt: 1, error: { code: '503', message: 'later' } }, false, 'sent'],
    ['an entry of before November', { at: '2026-10-01T00:00:00.000Z' }, false, 'unknown'],
    ['an error of before November', { state: 'waiting', tries: 1, firstAt: 1, error: '503: later' }, false, 'sent'],
  ])('a ledger entry of %s', async (_, attributes, idempotent, outcome) => {
    const { send, calls } = await setUp(ledger(attributes), idempotent);
    expect(await send()).toBe(outcome);
    expect(calls()).toBe(outcome === 'sent' ? 1 : 0);
  });

  it('a gate that asks to wait, and one that has been answered', async () => {
    const hold = { revision: 2, probing: false, holds: 1, strikes: [], closures: 0, error: { code: '429', message: 'later' } };
    const closed = await setUp((_, now) => gate({ ...hold, until: now + 60_000 }));
    await expect(closed.send()).rejects.toBeInstanceOf(RetryLater);
    const open = await setUp((_, now) => gate({ ...hold, until: now - 1 }));
    expect(await open.send()).toBe('sent');
    expect(open.b.table.all().filter(({ sk }) => sk === 'GATE')).toEqual([]);
  });

  it('a rule’s call that waits in the outbox is the entry that the outbox still makes', () => {
    const after = {
      pk: 'T#t#TH#th',
      sk: 'O#0000000003#1',
      kind: 'webhook',
      ticketId: 'th.1',
      ruleId: 'r',
      action: { type: 'webhook', url: 'https://a.example' },
      correlationId: 'c',
    };
    expect(outboxEntryOf({ after })).toEqual({
      to: 'actions',
      outbound: {
        tenantId: 't',
        threadId: 'th',
        id: 'th.0000000003#1',
        kind: 'webhook',
        ticketId: 'th.1',
        ruleId: 'r',
        action: after.action,
        correlationId: 'c',
        depth: 1,
      },
      groupId: 'th.1:r',
      dedupeId: 'th.O#0000000003#1',
    });
  });
});
