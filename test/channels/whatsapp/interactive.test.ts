import { describe, expect, it } from 'vitest';
import { replyOnWhatsApp } from '../../../channels/whatsapp/reply.ts';
import { interactiveFault } from '../../../demo/providers/whatsapp-interactive.ts';
import type { Choices } from '../../../domain/vocabulary/choices.ts';
import { json, receiver, reply } from '../exchange.ts';

const credentials = { appSecret: 's', verifyToken: 'v', accessToken: 'EAAG', accountId: '106540352242922' };
const sent = async (text: string, choices: Choices, inReplyTo: string | null = null) => {
  const { settings, sent: calls } = receiver(() => json(200, { messages: [{ id: 'wamid.sent' }] }), 'https://graph.facebook.com');
  expect(await replyOnWhatsApp({ ...reply, text, choices, inReplyTo }, credentials, settings)).toEqual({ outcome: 'sent', providerId: 'wamid.sent' });
  expect(calls).toHaveLength(1);
  return JSON.parse(calls[0]?.body ?? '') as { readonly interactive: unknown } & Readonly<Record<string, unknown>>;
};

describe('answers to pick on WhatsApp', () => {
  it('are buttons while there are few and short ones, and the message quotes what it answers', async () => {
    const body = await sent('When?', { options: [{ title: 'Monday' }, { title: 'Tuesday' }] }, 'wamid.q');
    expect(body).toMatchObject({ type: 'interactive', to: '16505551234', context: { message_id: 'wamid.q' } });
    expect(body.interactive).toEqual({
      type: 'button',
      body: { text: 'When?' },
      action: {
        buttons: [
          { type: 'reply', reply: { id: 'choice-1', title: 'Monday' } },
          { type: 'reply', reply: { id: 'choice-2', title: 'Tuesday' } },
        ],
      },
    });
    expect(interactiveFault(body.interactive)).toBeNull();
  });

  it.each([
    ['four answers', 'When?', ['a', 'b', 'c', 'd'].map((title) => ({ title }))],
    ['an answer of 21 characters', 'When?', [{ title: 'x'.repeat(21) }]],
    ['a description', 'When?', [{ title: 'Monday', description: 'morning' }]],
    ['a text of 1,025 characters', 'x'.repeat(1_025), [{ title: 'Monday' }]],
  ])('are a list with %s', async (_, text, options) => {
    const { interactive } = await sent(text, { label: 'Times', options });
    expect(interactive).toEqual({
      type: 'list',
      body: { text },
      action: { button: 'Times', sections: [{ rows: options.map((option, index) => ({ id: `choice-${index + 1}`, ...option })) }] },
    });
    expect(interactiveFault(interactive)).toBeNull();
  });
});

describe('the simulator of interactive messages', () => {
  const button = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
  const buttons = (given: unknown) => ({ type: 'button', body: { text: 'When?' }, action: { buttons: given } });
  const list = (rows: unknown, more: object = {}) => ({ type: 'list', body: { text: 'When?' }, action: { button: 'Times', sections: [{ rows }], ...more } });
  it.each([
    ['no object', null],
    ['another type', { type: 'flow' }],
    ['an unknown member', { ...buttons([button('a', 'A')]), colour: 'red' }],
    ['no body', { type: 'button', action: {} }],
    ['a long body', { ...buttons([button('a', 'A')]), body: { text: 'x'.repeat(1_025) } }],
    ['no action', { type: 'button', body: { text: 'When?' } }],
    ['no buttons', buttons([])],
    ['four buttons', buttons(['a', 'b', 'c', 'd'].map((id) => button(id, id)))],
    ['a long title', buttons([button('a', 'x'.repeat(21))])],
    ['a button of another type', buttons([{ type: 'url' }])],
    ['one title twice', buttons([button('a', 'A'), button('b', 'A')])],
    ['buttons with a list', { ...buttons([button('a', 'A')]), action: { buttons: [button('a', 'A')], sections: [] } }],
    ['a list without rows', list([])],
    ['eleven rows', list(Array.from({ length: 11 }, (_, at) => ({ id: `${at}`, title: `${at}` })))],
    ['a long row', list([{ id: 'a', title: 'x'.repeat(25) }])],
    ['a long description', list([{ id: 'a', title: 'A', description: 'x'.repeat(73) }])],
    [
      'one id twice',
      list([
        { id: 'a', title: 'A' },
        { id: 'a', title: 'B' },
      ]),
    ],
    ['a list without its button', list([{ id: 'a', title: 'A' }], { button: undefined })],
    ['a list without sections', list([], { sections: [] })],
    ['a section that is none', list([], { sections: [7] })],
    ['an unknown member of a list', list([{ id: 'a', title: 'A' }], { colour: 'red' })],
  ])('refuses %s', (_, given) => expect(interactiveFault(given)).toMatchObject({ status: 400 }));
});
