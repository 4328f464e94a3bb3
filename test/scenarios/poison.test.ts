import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Topics } from '../../adapters/topics/topics.ts';
import { type InboundEvent, MESSAGES_TOPIC } from '../../domain/messages/inbound-event.ts';
import { allTickets, threadMessages } from '../harness/read-all.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { topicsOf } from '../harness/topics.ts';
import { until } from '../harness/until.ts';

interface DeadLetter {
  readonly reason: string;
  /** The record's own bytes, base64. */
  readonly value: string;
}

describe('a poison event in a topic', () => {
  const { home } = inject('hub');
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let topics: Topics;

  const event = (id: string, from: string): InboundEvent => ({
    schema: 'messages/1',
    tenantId: tenant.id,
    originId: whatsapp.origin.id,
    channel: 'whatsapp',
    correlationId: `test-${id}`,
    receivedAt: new Date().toISOString(),
    identity: id,
    late: false,
    contentRef: null,
    event: {
      verb: 'created',
      providerId: id,
      version: '',
      threadKey: from,
      author: { id: from, name: from, handle: null },
      customer: null,
      fromCustomer: true,
      opensTicket: true,
      status: null,
      reaction: null,
      occurredAt: new Date().toISOString(),
      content: {
        text: `from ${from}`,
        html: null,
        subject: null,
        to: [],
        cc: [],
        attachments: [],
        surface: 'dm',
        inReplyTo: null,
        references: [],
        permalink: null,
        starRating: null,
      },
    },
  });
  const deadLetters = (): DeadLetter[] => {
    const database = new DatabaseSync(join(home, 'data', 'queues.db'), { readOnly: true });
    try {
      const rows = database.prepare("SELECT body FROM messages WHERE queue = (SELECT id FROM queues WHERE name LIKE '%-messaging-DeadLetters%')").all();
      return rows.map((row) => JSON.parse(String(row['body'])) as DeadLetter);
    } finally {
      database.close();
    }
  };

  beforeAll(async () => {
    topics = topicsOf(home);
    tenant = await createTenant(inject('hub'));
    whatsapp = await connectWhatsApp(tenant);
  });
  afterAll(() => topics.close());

  it('goes to the dead letter with its reason, and its neighbours of the same partition are unaffected', async () => {
    const marker = tenant.id;
    const value = (one: unknown) => JSON.stringify(one);
    await topics.produce(MESSAGES_TOPIC, [
      { key: 'one-key', value: value(event('poison-1', 'before')) },
      { key: 'one-key', value: `{"broken": "${marker}` },
      { key: 'one-key', value: value({ ...event('poison-2', 'nobody'), schema: 'messages/99' }) },
      { key: 'one-key', value: value({ ...event('poison-3', 'nobody'), surprise: marker }) },
      { key: 'one-key', value: value(event('poison-4', 'after')) },
    ]);
    const tickets = await until('both neighbours are there', async () => {
      const all = await allTickets(tenant.admin);
      return all.length === 2 ? all : undefined;
    });
    expect(tickets.map(({ author }) => author.id).sort()).toEqual(['after', 'before']);
    for (const { threadId } of tickets) expect((await threadMessages(tenant.admin, threadId)).length).toBe(1);

    const letters = await until('the poison is in the dead letter', () => {
      const own = deadLetters().filter(({ value: bytes }) => Buffer.from(bytes, 'base64').toString().includes(marker));
      return own.length >= 3 ? own : undefined;
    });
    expect(letters.length).toBe(3);
    for (const { reason } of letters) expect(reason.length).toBeGreaterThan(5);
  });

  it('neither loops nor holds what comes after', async () => {
    const before = deadLetters().length;
    await topics.produce(MESSAGES_TOPIC, [{ key: 'one-key', value: JSON.stringify(event('poison-5', 'later')) }]);
    await until('the later message is there', async () => (await allTickets(tenant.admin)).length === 3);
    expect(deadLetters().length).toBe(before);
  });
});
