import { describe, expect, it } from 'vitest';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import { replyOnWhatsApp } from '../../../channels/whatsapp/reply.ts';
import type { OutgoingFile } from '../../../domain/channels/actions.ts';
import { failing, json, plain, receiver, reply } from '../exchange.ts';

const credentials = { appSecret: 's', verifyToken: 'v', accessToken: 'EAAG', accountId: '106540352242922' };
const file = (name: string | null, type: string, given: Partial<OutgoingFile> = {}): OutgoingFile => ({
  id: `id-${name}`,
  name,
  type,
  size: 5,
  url: '',
  async *open() {
    yield Buffer.from('bytes');
  },
  ...given,
});

interface Answers {
  readonly media?: () => OutgoingAnswer;
  readonly messages?: () => OutgoingAnswer;
}

/** Sends it; answers the outcome, what was uploaded and the messages' own members. */
const send = async (change: Partial<typeof reply>, { media, messages }: Answers = {}) => {
  let nth = 0;
  const { settings, sent } = receiver((url) => {
    nth += 1;
    if (url.endsWith('/media')) return media?.() ?? json(200, { id: `media-${nth}` });
    return messages?.() ?? json(200, { messages: [{ id: `wamid.${nth}` }] });
  }, 'https://graph.facebook.com');
  const outcome = await replyOnWhatsApp({ ...reply, ...change }, credentials, settings);
  const uploads = sent.filter(({ url }) => url.endsWith('/media'));
  const bodies = sent.filter(({ url }) => url.endsWith('/messages')).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  return { outcome, uploads, bodies, parts: bodies.map((body) => [body['type'], body[String(body['type'])]]) };
};
const refused = (status: number, code: number) => () => json(status, { error: { message: `(#${code}) no`, code } });

describe('a reply with files by the Cloud API', () => {
  it('uploads a file as a form and sends it by its id, with the text as its caption', async () => {
    const { outcome, uploads, bodies } = await send({ files: [file('invoice.pdf', 'application/pdf')], inReplyTo: 'wamid.q' });
    expect(outcome).toEqual({ outcome: 'sent', providerId: 'wamid.2' });
    expect(uploads[0]?.url).toBe('https://graph.facebook.com/v26.0/106540352242922/media');
    expect(uploads[0]?.headers).toMatchObject({ authorization: 'Bearer EAAG', 'content-length': String(uploads[0]?.body.length) });
    const form = await new Response(Buffer.from(uploads[0]?.body ?? '', 'latin1'), { headers: uploads[0]?.headers ?? {} }).formData();
    expect([form.get('messaging_product'), form.get('type'), await (form.get('file') as File).text()]).toEqual(['whatsapp', 'application/pdf', 'bytes']);
    expect(bodies).toEqual([
      {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '16505551234',
        context: { message_id: 'wamid.q' },
        type: 'document',
        document: { id: 'media-1', caption: 'It is on its way.', filename: 'invoice.pdf' },
      },
    ]);
  });

  it.each<[string, Partial<typeof reply>, unknown[]]>([
    [
      'an image and a video',
      { files: [file('a.png', 'image/png'), file('b.mp4', 'video/mp4')] },
      [
        ['image', { id: 'media-1', caption: 'It is on its way.' }],
        ['video', { id: 'media-3' }],
      ],
    ],
    [
      'a voice message before an image',
      { files: [file('a.ogg', 'audio/ogg'), file('b.png', 'image/png')] },
      [
        ['audio', { id: 'media-1' }],
        ['image', { id: 'media-3', caption: 'It is on its way.' }],
      ],
    ],
    [
      'a sticker, which has no caption',
      { files: [file('a.webp', 'image/webp')] },
      [
        ['text', { preview_url: false, body: 'It is on its way.' }],
        ['sticker', { id: 'media-2' }],
      ],
    ],
    ['a document without name and text', { text: '', files: [file(null, 'application/pdf')] }, [['document', { id: 'media-1' }]]],
    [
      'a text that is longer than a caption',
      { text: 'x'.repeat(1025), files: [file('a.png', 'image/png')] },
      [
        ['text', { preview_url: false, body: 'x'.repeat(1025) }],
        ['image', { id: 'media-2' }],
      ],
    ],
    ['the longest caption', { text: 'x'.repeat(1024), files: [file('a.png', 'image/png')] }, [['image', { id: 'media-1', caption: 'x'.repeat(1024) }]]],
  ])('of %s', async (_, change, expected) => {
    expect((await send(change)).parts).toEqual(expected);
  });

  it('quotes what it answers once, and goes on after the parts that are sent', async () => {
    const files = [file('a.png', 'image/png'), file('b.png', 'image/png')];
    const both = await send({ files, inReplyTo: 'wamid.q' });
    expect(both.bodies.map(({ context }) => context)).toEqual([{ message_id: 'wamid.q' }, undefined]);
    expect(both.outcome).toEqual({ outcome: 'sent', providerId: 'wamid.2', sentParts: ['wamid.2', 'wamid.4'] });
    const rest = await send({ files, sentParts: ['wamid.first'] });
    expect(rest.uploads).toHaveLength(1);
    expect(rest.outcome).toEqual({ outcome: 'sent', providerId: 'wamid.first', sentParts: ['wamid.first', 'wamid.2'] });
  });

  it('notes that it calls after the upload, right before the message', async () => {
    const log: string[] = [];
    const { settings } = receiver((url) => {
      log.push(url.slice(url.lastIndexOf('/') + 1));
      return json(200, { id: 'm', messages: [{ id: 'wamid.1' }] });
    });
    const notes = { begin: async () => void log.push('begin'), sent: async () => void log.push('sent') };
    await replyOnWhatsApp({ ...reply, notes, files: [file('a.png', 'image/png'), file('b.png', 'image/png')] }, credentials, settings);
    expect(log).toEqual(['media', 'begin', 'messages', 'sent', 'media', 'begin', 'messages']);
  });
});

describe('an upload', () => {
  const one = { files: [file('a.png', 'image/png')] };
  it.each<[string, () => OutgoingAnswer, object]>([
    ['without an answer', failing('ETIMEDOUT', true), { outcome: 'retry', error: { code: 'no_answer' }, unanswered: true }],
    ['whose stream broke', failing('BODY_BROKE_OFF', false), { outcome: 'retry', unanswered: true }],
    ['that a gateway answered 500', () => plain(500), { outcome: 'retry', error: { code: '500' } }],
    ['that a limit refused', refused(400, 130429), { outcome: 'retry', holdsOrigin: true }],
    ['that was refused', refused(400, 131053), { outcome: 'failed', error: { code: '131053' } }],
    ['with an expired token', refused(401, 190), { outcome: 'reauthorise' }],
    ['without an id', () => json(200, {}), { outcome: 'retry' }],
  ])('%s sends nothing', async (_, media, expected) => {
    const { outcome, bodies } = await send(one, { media });
    expect(outcome).toMatchObject(expected);
    expect(bodies).toEqual([]);
  });

  it('of a file that is gone fails', async () => {
    for (const name of ['a.png', null]) {
      const { outcome, uploads } = await send({ files: [file(name, 'image/png', { size: null })] });
      expect(outcome).toMatchObject({ outcome: 'failed', error: { code: 'file_gone' } });
      expect(uploads).toEqual([]);
    }
  });
});

it('a message of a file without an answer is unknown', async () => {
  const { outcome } = await send({ files: [file('a.png', 'image/png')] }, { messages: failing('ETIMEDOUT', true) });
  expect(outcome).toMatchObject({ outcome: 'unknown' });
});
