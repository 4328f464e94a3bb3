import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../demo/random.ts';
import { followChat } from '../../../../domain/chat/support/follow-chat.ts';
import { chatMessageOf } from '../../../../domain/conversations/entries/chat-message.ts';
import { TableUnavailable } from '../../../../domain/table/port.ts';
import { TENANT } from '../../support/inbound/events.ts';
import { supportWorld } from './world.ts';

const shown = (messages: Awaited<ReturnType<typeof supportWorld>>['thread'] extends () => infer M ? M : never) =>
  messages.map(({ kind, author, text }) => [kind, author.id, text]);

describe('a chat of an application that is an origin', () => {
  it('is one ticket, in order, each message once, with its author, whoever writes', async () => {
    const world = await supportWorld();
    await world.say('ann', 'Where is my order?');
    await world.say('bob', 'Mine too', { inReplyTo: 1 });
    expect(await world.follow()).toEqual({ applied: 2, skipped: [] });
    await world.say('ann', 'Hello?');
    expect(await world.follow()).toEqual({ applied: 1, skipped: [] });
    expect(await world.follow()).toEqual({ applied: 0, skipped: [] });
    expect(shown(world.thread())).toEqual([
      ['customer', 'ann', 'Where is my order?'],
      ['customer', 'bob', 'Mine too'],
      ['customer', 'ann', 'Hello?'],
    ]);
    expect(world.thread()[1]).toMatchObject({ author: { name: 'BOB' }, inReplyTo: 1, surface: 'chat', providerId: `${world.conversationId}.2` });
    expect(world.tickets()).toMatchObject([{ status: 'created', author: { id: world.conversationId, name: 'ANN' } }]);
  });

  it('opens no ticket for what agents and bots write; once there is one, their messages are replies in it', async () => {
    const world = await supportWorld();
    await world.say('bot', 'Hi, I am a bot.');
    await world.say('eve', 'And I am an agent.');
    await world.follow();
    expect([shown(world.thread()), world.tickets()]).toEqual([
      [
        ['reply', 'bot', 'Hi, I am a bot.'],
        ['reply', 'eve', 'And I am an agent.'],
      ],
      [],
    ]);
    await world.say('ann', 'Help');
    await world.say('bot', 'One moment.');
    await world.follow();
    expect(world.thread().map(({ kind, ticketId }) => [kind, ticketId !== null])).toEqual([
      ['reply', false],
      ['reply', false],
      ['customer', true],
      ['reply', true],
    ]);
    expect(world.tickets()).toMatchObject([{ status: 'created', firstNumber: 3 }]);
  });

  it('shows edits, reactions, hidden and deleted messages in the ticket, each once', async () => {
    const world = await supportWorld();
    await world.say('ann', 'teh order');
    await world.say('ann', 'a secret');
    await world.follow();
    await world.edit('ann', 1, 'the order');
    await world.react('bob', 1, '👍');
    await world.react('bob', 1, '🎉');
    await world.remove('ann', 2);
    await world.follow();
    expect(world.thread()).toMatchObject([
      { text: 'the order', reactions: { bob: '🎉' }, editedAt: expect.any(String) as string },
      { text: null, deleted: true },
    ]);
    await world.react('bob', 1, '🎉', true);
    await world.follow();
    expect(world.thread()[0]?.reactions).toEqual({ bob: '👍' });
    await world.react('bob', 1, '👍', true);
    await world.follow();
    expect(world.thread()[0]?.reactions).toEqual({});
    expect(world.tickets()).toHaveLength(1);
  });

  it('nothing of a message that was edited and deleted before its turn comes to the ticket', async () => {
    const world = await supportWorld();
    await world.say('ann', 'a mistake');
    await world.edit('ann', 1, 'another mistake');
    await world.remove('ann', 1);
    expect(await world.follow()).toMatchObject({ skipped: [] });
    expect([world.thread(), world.tickets()]).toEqual([[], []]);
  });

  it('has nothing of what was written before there was an origin, and everything after, changes of old messages aside', async () => {
    const world = await supportWorld({ connected: false });
    for (let n = 1; n <= 5; n += 1) await world.say('ann', `old ${n}`);
    await world.react('ann', 1, '👍');
    expect(await world.follow()).toEqual({ applied: 0, skipped: [] });
    world.later();
    await world.connect();
    await world.say('ann', 'new');
    await world.edit('ann', 2, 'an old one, edited');
    await world.follow();
    expect(shown(world.thread())).toEqual([['customer', 'ann', 'new']]);
    await world.edit('ann', 3, 'an old one, edited later');
    await world.say('ann', 'newer');
    await world.follow();
    expect(shown(world.thread()).map(([, , text]) => text)).toEqual(['new', 'newer']);
  });

  it('is left alone once its origin is gone', async () => {
    const world = await supportWorld();
    await world.say('ann', 'one');
    await world.follow();
    await world.disconnect();
    await world.say('ann', 'two');
    expect(await world.follow()).toEqual({ applied: 0, skipped: [] });
    expect(world.thread()).toHaveLength(1);
  });

  it('a chat, a tenant or a conversation that does not exist is nothing', async () => {
    const world = await supportWorld();
    for (const conversationId of ['c.unknown', 'g.x', 'x'])
      expect(await followChat(world.deps, { tenantId: TENANT, conversationId, receipts: [], mark: '' })).toEqual({ applied: 0, skipped: [] });
    await world.say('ann', 'one');
    expect(await followChat(world.deps, { tenantId: 'other', conversationId: world.conversationId, receipts: [], mark: '' })).toMatchObject({ applied: 0 });
  });

  it('what can never be applied is skipped alone, and told', async () => {
    const world = await supportWorld();
    await world.say('ann', 'one');
    await world.b.table.write({ op: 'delete', key: { pk: `T#${TENANT}`, sk: 'TENANT' } });
    expect((await world.follow()).skipped).toHaveLength(1);
    await world.b.table.write({ op: 'put', item: { pk: `T#${TENANT}`, sk: 'TENANT', generation: 1 } });
    await world.say('ann', 'two');
    await world.follow();
    expect(shown(world.thread()).map(([, , text]) => text)).toEqual(['two']);
  });
});

describe('positions of customers', () => {
  it('mark the replies before them as delivered and read; those of agents and bots do not', async () => {
    const world = await supportWorld();
    await world.say('ann', 'Help');
    await world.follow();
    const { providerId } = (await world.perform(world.replyAction('r1', 'Hello'))) as { providerId: string };
    expect(providerId).toBe(`${world.conversationId}.2`);
    // The sender has recorded the reply.
    const deliveryOf = () => world.b.table.all().filter(({ pk, sk }) => pk.includes(providerId) || sk.includes('status'));
    await world.follow([
      { state: 'read', userId: 'eve', to: 2 },
      { state: 'delivered', userId: 'bot', to: 2 },
    ]);
    const before = deliveryOf().length;
    expect(await world.follow([{ state: 'delivered', userId: 'ann', to: 99 }])).toEqual({ applied: 1, skipped: [] });
    expect(await world.follow([{ state: 'delivered', userId: 'bob', to: 2 }])).toEqual({ applied: 0, skipped: [] });
    expect(
      await world.follow([
        { state: 'read', userId: 'ann', to: 2 },
        { state: 'delivered', userId: 'ann', to: 2 },
      ]),
    ).toEqual({ applied: 1, skipped: [] });
    expect(before).toBe(0);
    expect(world.thread()).toHaveLength(1);
  });
});

const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('say' as const), who: fc.constantFrom('ann', 'bob', 'eve', 'bot') }),
    fc.record({ do: fc.constant('reply' as const), id: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ do: fc.constantFrom('edit' as const, 'remove' as const, 'react' as const), of: fc.nat(30) }),
    fc.record({ do: fc.constant('follow' as const), fails: fc.integer({ min: 0, max: 7 }) }),
  ),
  { maxLength: 25 },
);

describe('whatever happens in between', () => {
  it('every message of people is in the ticket exactly once and in order, and no reply comes back as one', () =>
    fc.assert(
      fc.asyncProperty(steps, fc.integer(), async (script, seed) => {
        const random = seeded(seed);
        /** The share of the table's calls that fail. */
        let failing = 0;
        const gone = (): void => {
          if (random() < failing) throw new TableUnavailable(new Error('away'));
        };
        const world = await supportWorld({
          seed,
          wrap: (table) => ({
            ...table,
            get: async (...given) => (gone(), table.get(...given)),
            write: async (...given) => (gone(), table.write(...given)),
            transact: async (...given) => {
              gone();
              await table.transact(...given);
              // Written, and the answer is lost.
              gone();
            },
          }),
        });
        let count = 0;
        const ownOf = (of: number) => {
          const own = world.b.table.all().filter((item) => item.pk.endsWith(world.conversationId) && item.sk.startsWith('M#') && item['deleted'] !== true);
          return own.map(chatMessageOf).filter(({ author }) => author.type === 'user')[of % Math.max(1, own.length)];
        };
        for (const step of script) {
          if (step.do === 'say') await world.say(step.who, `${(count += 1)} by ${step.who}`);
          if (step.do === 'reply') await world.perform(world.replyAction(`r${step.id}`, `reply ${step.id}`));
          if (step.do === 'edit' || step.do === 'remove' || step.do === 'react') {
            const message = ownOf(step.of);
            if (!message) continue;
            if (step.do === 'edit') await world.edit(message.author.id, message.number, `edit ${(count += 1)}`);
            if (step.do === 'remove') await world.remove(message.author.id, message.number);
            if (step.do === 'react') await world.react('bob', message.number, '👍', message.reactions['bob'] !== undefined);
          }
          if (step.do === 'follow') {
            failing = step.fails / 10;
            // Two workers at once, as after a timeout; either may fail anywhere.
            await Promise.allSettled([world.follow(), world.follow()]);
            failing = 0;
          }
        }
        await world.follow();
        const chat = world.b.table
          .all()
          .filter((item) => item.pk.endsWith(world.conversationId) && item.sk.startsWith('M#'))
          .map(chatMessageOf);
        const thread = world.thread();
        const inThread = thread.map(({ providerId }) => providerId);
        const wanted = chat.filter(({ support }) => support === null);
        // A message that was deleted before its turn is not there.
        const expected = wanted.filter(({ deleted, number }) => !deleted || inThread.includes(`${world.conversationId}.${number}`));
        expect(inThread).toEqual(expected.map(({ number }) => `${world.conversationId}.${number}`));
        expect(thread.map(({ text, deleted }) => [text, deleted])).toEqual(expected.map(({ text, deleted }) => [text, deleted]));
        expect(thread.map(({ kind }) => kind)).toEqual(expected.map(({ author }) => (author.type === 'user' ? 'customer' : 'reply')));
        // A chat drops the reactions of a message that is deleted; in a thread its tombstone keeps those that it had.
        const shownReactions = (of: readonly { readonly deleted: boolean; readonly reactions: object }[]) =>
          of.filter(({ deleted }) => !deleted).map(({ reactions }) => reactions);
        expect(shownReactions(thread)).toEqual(shownReactions(expected));
        expect(world.tickets().length).toBe(thread.some(({ kind }) => kind === 'customer') ? 1 : 0);
        // Each reply of a ticket is in the chat once, however often it was sent.
        const replies = chat.flatMap(({ support, text }) => (support ? [text] : []));
        expect(new Set(replies).size).toBe(replies.length);
      }),
      { numRuns: 60 },
    ));
});
