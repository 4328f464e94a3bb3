import { describe, expect, it } from 'vitest';
import { outbound } from '../../../../channels/application/outbound.ts';
import { chatMessageOf } from '../../../../domain/conversations/entries/chat-message.ts';
import { attachmentKey } from '../../../../domain/support/messages/attachment-keys.ts';
import { TableUnavailable } from '../../../../domain/table/port.ts';
import { TENANT } from '../../support/inbound/events.ts';
import { ORIGIN_OF_CHATS, supportWorld } from './world.ts';

type World = Awaited<ReturnType<typeof supportWorld>>;

const SENDER = { type: 'system', id: `support.${ORIGIN_OF_CHATS}` };
const GONE = { outcome: 'failed', error: { code: 'chat_gone' } };

const chatOf = ({ b, conversationId }: World) =>
  b.table
    .all()
    .filter(({ pk, sk }) => pk.endsWith(conversationId) && sk.startsWith('M#'))
    .map(chatMessageOf);
const fileOf = (id: string) => ({ id, name: 'a.txt', type: 'text/plain', size: 3, url: '', open: async function* () {} });

describe('a reply of a ticket', () => {
  it('is a message of the chat by the support sender, once for its id', async () => {
    const world = await supportWorld();
    await world.say('ann', 'Help');
    const reply = world.replyAction('r1', 'Hello', { inReplyTo: `${world.conversationId}.1` });
    for (let tries = 0; tries < 3; tries += 1) expect(await world.perform(reply)).toEqual({ outcome: 'sent', providerId: `${world.conversationId}.2` });
    expect(
      await world.perform(world.replyAction('r2', 'An answer of a rule', { automatic: true, agentName: 'Rule', inReplyTo: 'of another channel' })),
    ).toMatchObject({
      providerId: `${world.conversationId}.3`,
    });
    expect(chatOf(world).slice(1)).toMatchObject([
      { author: SENDER, text: 'Hello', replyTo: 1, support: { name: 'Eve', automatic: false } },
      { author: SENDER, replyTo: null, support: { name: null, automatic: true } },
    ]);
  });

  it('carries files that agents have uploaded, readable for whoever may read the chat; with one that is gone it fails', async () => {
    const world = await supportWorld();
    const stored = { id: 'f1', name: 'label.pdf', type: 'application/pdf', size: 9, objectKey: 'k', createdAt: '' };
    await world.b.table.write({ op: 'put', item: { ...attachmentKey(TENANT, 'f1'), ...stored } });
    expect(await world.perform(world.replyAction('r1', '', { files: [fileOf('f1')] }))).toMatchObject({ outcome: 'sent' });
    expect(chatOf(world)[0]?.attachments).toEqual([{ id: 'f1', name: 'label.pdf', type: 'application/pdf', size: 9 }]);
    expect(world.b.table.all().filter(({ sk }) => sk.startsWith('USE#'))).toMatchObject([{ threadId: world.conversationId, number: 1 }]);
    expect(await world.perform(world.replyAction('r2', '', { files: [fileOf('f1'), fileOf('f2')] }))).toMatchObject({ error: { code: 'file_gone' } });
    expect(chatOf(world)).toHaveLength(1);
  });

  it('fails where there is no such chat in the application of the origin, and says so', async () => {
    const world = await supportWorld();
    for (const to of ['c.unknown', 'g.3', 'ann']) expect(await world.perform(world.replyAction('r', 'x', { to })), to).toMatchObject(GONE);
    expect(await world.perform(world.replyAction('r', 'x', { tenantId: 'other' }))).toMatchObject(GONE);
    expect(await world.perform(world.replyAction('r', 'x'), 'another application')).toMatchObject(GONE);
    expect(chatOf(world)).toEqual([]);
  });
});

describe('changes of a reply, and reactions', () => {
  const replied = async () => {
    const world = await supportWorld();
    await world.say('ann', 'Help');
    await world.perform(world.replyAction('r1', 'Hello'));
    const message = `${world.conversationId}.2`;
    const change = (kind: 'edit' | 'unsend', more: object = {}) =>
      world.perform({ kind, ...(kind === 'edit' ? { text: 'Hi', html: null } : {}), ...world.target({ id: 'x', message }), ...more } as Parameters<
        World['perform']
      >[0]);
    const react = (emoji: string | null, number = 1) =>
      world.perform({ kind: 'react', emoji, ...world.target({ id: 'x', message: `${world.conversationId}.${number}` }) } as unknown as Parameters<
        World['perform']
      >[0]);
    return { world, message, change, react };
  };

  it('an edit and a deletion are those of the chat; repeated, they change nothing more', async () => {
    const { world, message, change } = await replied();
    for (let tries = 0; tries < 2; tries += 1) expect(await change('edit')).toEqual({ outcome: 'sent', providerId: message });
    expect(chatOf(world)[1]).toMatchObject({ text: 'Hi', edits: [1] });
    for (let tries = 0; tries < 2; tries += 1) expect(await change('unsend')).toEqual({ outcome: 'sent', providerId: message });
    expect(chatOf(world)[1]).toMatchObject({ text: null, deleted: true });
    expect(await change('edit')).toMatchObject({ outcome: 'failed', error: { code: 'conflict' } });
    expect(await change('edit', { message: `${world.conversationId}.1` })).toMatchObject({ outcome: 'failed', error: { code: 'forbidden' } });
    for (const other of [null, `${world.conversationId}.0`, 'c.x.2'])
      expect(await change('unsend', { message: other })).toMatchObject({ error: { code: 'failed' } });
    expect(await change('unsend', { message: `${world.conversationId}.9` })).toMatchObject(GONE);
  });

  it('a reaction replaces the one before, and is taken back', async () => {
    const { world, react } = await replied();
    const shown = () => chatOf(world)[0]?.reactions;
    await react('👍');
    await react('👍');
    await react('🎉');
    expect(shown()).toEqual({ [SENDER.id]: '🎉' });
    await react(null);
    expect(shown()).toEqual({});
    expect(await react('👍', 9)).toMatchObject(GONE);
    // None of them is one of the ticket's customer.
    await world.follow();
    expect(world.thread().map(({ reactions }) => reactions)).toEqual([{}]);
  });

  it('a table that is away is an outage, and a log that is too busy is tried again', async () => {
    const outage = new TableUnavailable(new Error('away'));
    let away = false;
    const world = await supportWorld({
      wrap: (table) => ({
        ...table,
        get: async (...given) => {
          if (away) throw outage;
          return table.get(...given);
        },
        transact: async () => {
          throw outage;
        },
      }),
    });
    expect(await world.perform(world.replyAction('r1', 'x')).catch((error: unknown) => error)).toSatisfy(
      (answer: unknown) => answer === outage || (answer as { outcome: string }).outcome === 'retry',
    );
    away = true;
    await expect(world.perform(world.replyAction('r1', 'x'))).rejects.toBe(outage);
  });

  it('a process without access to chats sends nothing', async () => {
    const { world } = await replied();
    const settings = {
      baseUrl: '',
      timeoutMs: 1,
      originName: 'Shop',
      fetch: async () => Promise.reject(new Error('no call')),
      sendMail: async () => Promise.reject(new Error('no mail')),
    };
    expect(await outbound.perform(world.replyAction('r', 'x'), { application: world.token }, settings)).toMatchObject({
      outcome: 'failed',
      error: { code: 'no_action' },
    });
    const chats = {
      perform: async (action: { kind: string }, application: string) => ({ outcome: 'sent' as const, providerId: `${action.kind} ${application}` }),
    };
    expect(await outbound.perform(world.replyAction('r', 'x'), { application: 'a' }, { ...settings, chats })).toEqual({
      outcome: 'sent',
      providerId: 'reply a',
    });
  });
});
