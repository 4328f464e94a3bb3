import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachmentOf, contentOf, eventOf } from '../../../../../channels/elements.ts';
import { fitEvent, fitId } from '../../../../../domain/support/messages/inbound/fit-event.ts';
import { type ChannelEvent, type Content, channelEventSchema } from '../../../../../domain/support/messages/inbound/inbound-event.ts';

const event = (content: Partial<Content>, more: Partial<ChannelEvent> = {}): ChannelEvent =>
  eventOf({
    verb: 'created',
    providerId: 'm',
    threadKey: 'a',
    author: { id: 'a', name: 'A', handle: null },
    occurredAt: '2026-11-21T10:00:00.000Z',
    content: contentOf({ surface: 'mail', ...content }),
    ...more,
  });
const fitted = (content: Partial<Content>) => fitEvent(event(content)).event.content as Content;

describe('an event of a provider', () => {
  it('within every limit stays as it is', () => {
    const given = event({
      text: 'hi 😀',
      html: '<p>hi</p>',
      subject: 's',
      to: ['a@b.example'],
      attachments: [attachmentOf({ name: 'a.pdf', type: 'application/pdf', url: 'https://x.example/a?b=c%20d' })],
      permalink: 'https://x.example/1',
    });
    expect(fitEvent(given)).toEqual({ event: given, attachments: 1, shortened: [] });
  });

  it('has its broken text repaired, wherever it stands', () => {
    const broken = 'half \ud83d';
    const given = event(
      { text: broken, html: broken, subject: broken, to: [broken], attachments: [attachmentOf({ name: broken })] },
      { author: { id: 'a', name: broken, handle: broken }, status: { state: 'failed', error: broken }, reaction: { emoji: '\ud83d' } },
    );
    expect(JSON.stringify(fitEvent(given))).not.toMatch(/\\ud83d/i);
    expect(fitEvent(given).event.content).toMatchObject({ text: 'half \ufffd', subject: 'half \ufffd', to: ['half \ufffd'] });
    expect(fitted({ text: 'a\u0000b' }).text).toBe('a\ufffdb');
  });

  it('has long names, subjects and handles cut so that it shows, between characters', () => {
    const { author, content } = fitEvent(
      event({ subject: 's'.repeat(450_000) }, { author: { id: 'a', name: '😀'.repeat(225_000), handle: 'h'.repeat(450_000) } }),
    ).event;
    expect(author).toEqual({ id: 'a', name: `${'😀'.repeat(99)}…`, handle: `${'h'.repeat(199)}…` });
    expect(content?.subject).toBe(`${'s'.repeat(999)}…`);
  });

  it('with 9,000 recipients shows a hundred, the last of them saying how many more there are', () => {
    const to = Array.from({ length: 9_000 }, (_, at) => `p${at}@x.example`);
    const content = fitted({ to, cc: ['c@x.example'] });
    expect(content.to).toHaveLength(100);
    expect(content.to.slice(-2)).toEqual(['p98@x.example', '… and 8901 more']);
    expect(content.cc).toEqual(['… and 1 more']);
    expect(fitted({ to: to.slice(0, 60), cc: to.slice(0, 60) })).toMatchObject({ to: to.slice(0, 60), cc: [...to.slice(0, 39), '… and 21 more'] });
  });

  it('with more attachments than are shown ends with a note about the others', () => {
    const many = (count: number, more = {}) =>
      Array.from({ length: count }, (_, at) => attachmentOf({ name: `${at}.png`, url: `https://x.example/${at}`, ...more }));
    expect(fitted({ attachments: many(100) }).attachments).toHaveLength(100);
    expect(fitEvent(event({ attachments: many(2_000) })).attachments).toBe(99);
    expect(fitted({ attachments: many(2_000) }).attachments.at(-1)).toMatchObject({ name: '… and 1901 more attachments', url: null });
    const long = fitted({ attachments: many(100, { url: `https://x.example/${'u'.repeat(2_000)}` }) }).attachments;
    expect(Buffer.byteLength(JSON.stringify(long))).toBeLessThan(100_500);
    expect(long.at(-1)?.name).toMatch(/^… and \d+ more attachments$/);
  });

  it('has names of files cut before their ending, types that are types, and links that can be opened', () => {
    const attachment = (given: object) => fitted({ attachments: [attachmentOf(given)] }).attachments[0];
    expect(attachment({ name: `${'n'.repeat(500)}.pdf` })?.name).toBe(`${'n'.repeat(195)}….pdf`);
    for (const type of [`application/${'x'.repeat(300)}`, 'application/☃', 'x', '', 'text/plain\u0000', 'a/b/c'])
      expect(attachment({ type })?.type, type).toBe('application/octet-stream');
    expect(attachment({ type: 'Text/HTML; charset=utf-8' })?.type).toBe('text/html');
    expect(attachment({ url: `https://x.example/${'a'.repeat(3_000)}` })?.url).toBeNull();
    expect(attachment({ url: 'https://x.example/ü?\ud83d' })?.url).toBe('https://x.example/%C3%BC?%EF%BF%BD');
    expect(attachment({ mediaId: 'm'.repeat(600) })?.mediaId).toBeNull();
    expect(fitted({ permalink: `https://x.example/${'a'.repeat(3_000)}` }).permalink).toBeNull();
  });

  it('has ids that are too long or broken replaced by a hash that still tells them apart', () => {
    const ids = ['x'.repeat(513), `${'x'.repeat(513)}y`, 'a\ud800', 'a\ud801', 'a\u0000', 'é'.repeat(300)];
    const hashed = ids.map(fitId);
    for (const id of hashed) expect(id).toMatch(/^sha256:[\w-]{43}$/);
    expect(new Set(hashed).size).toBe(ids.length);
    expect(fitId('x'.repeat(512))).toBe('x'.repeat(512));
    const long = 'i'.repeat(3_000);
    const { event: made } = fitEvent(
      event({ inReplyTo: long, references: [long] }, { providerId: long, threadKey: long, author: { id: long, name: null, handle: null }, version: long }),
    );
    expect(new Set([made.providerId, made.threadKey, made.author?.id, made.version, made.content?.inReplyTo, made.content?.references[0]])).toEqual(
      new Set([fitId(long)]),
    );
  });

  it('over 4 MB shows its beginning and says so', () => {
    const { event: made, shortened } = fitEvent(event({ text: 'é'.repeat(2_500_000), html: '<p>x</p>' }));
    expect(shortened).toEqual(['text']);
    expect(Buffer.byteLength(made.content?.text ?? '')).toBeLessThanOrEqual(4_000_000);
    expect(made.content?.text?.endsWith('é…')).toBe(true);
  });

  it('is the same when it is fitted again, a valid event, and small beside its text', () => {
    const wild = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 700 }),
      fc.string({ maxLength: 40 }).map((text) => `${text}\ud83d`),
      fc.constant('x'.repeat(3_000)),
      fc.webUrl(),
    );
    const maybe = fc.option(wild);
    const attachment = fc.record({ name: maybe, type: wild, size: fc.option(fc.nat()), url: maybe, mediaId: maybe, objectKey: fc.constant(null) });
    const content = fc.record({
      text: maybe,
      html: maybe,
      subject: maybe,
      to: fc.array(wild, { maxLength: 150 }),
      cc: fc.array(wild, { maxLength: 150 }),
      attachments: fc.array(attachment, { maxLength: 150 }),
      inReplyTo: maybe,
      references: fc.array(wild, { maxLength: 80 }),
      permalink: maybe,
    });
    fc.assert(
      fc.property(content, wild, (given, id) => {
        const { event: once } = fitEvent(event(given, { providerId: id || 'x', author: { id: id || 'x', name: id, handle: id } }));
        channelEventSchema.parse(once);
        expect(fitEvent(once).event).toEqual(once);
        const { text: _text, html: _html, ...beside } = once.content as Content;
        expect(Buffer.byteLength(JSON.stringify(beside))).toBeLessThan(350_000);
        expect(JSON.stringify(once).isWellFormed() && !/\\ud[89a-f]/i.test(JSON.stringify(once))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
