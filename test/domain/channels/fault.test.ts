import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../../domain/channels/actions.ts';
import { type Capabilities, canReply, limitsOf, longestReply, RECEIVES_ONLY, surfaceOf } from '../../../domain/channels/capabilities.ts';
import { type Ask, faultOf, wroteAt } from '../../../domain/channels/fault.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const HOUR = 3_600_000;

/** A channel with every kind of limit. */
const RICH: Capabilities = {
  surfaces: {
    dm: {
      reply: {
        text: { most: 10, unit: 'characters' },
        files: { count: 2, total: 1_500, kinds: { image: { bytes: 1_000, types: ['image/png'] }, document: {} } },
        recipients: 3,
        window: { hours: 24, since: 'customer', beyond: { hours: 168, as: 'HUMAN_AGENT' } },
      },
      template: {},
      edit: { text: { most: 5, unit: 'bytes' }, window: { hours: 48, since: 'message' } },
      unsend: { window: { hours: 1, since: 'message' } },
      react: {},
      markRead: {},
      typing: {},
    },
    review: { template: { language: 'required' } },
    comment: {
      reply: { text: { most: 20, unit: 'bytes' } },
      privateReply: { window: { hours: 168, since: 'message' } },
      hide: {},
      unhide: {},
      delete: {},
    },
  },
  idempotent: false,
};
const fault = (ask: Partial<Ask>, capabilities = RICH) => faultOf('facebook', capabilities, { kind: 'reply', surface: 'dm', ...ask }, NOW);
const webp = { name: 'a.webp', type: 'image/WEBP', size: 200 };
const png = (name: string | null, size: number | null = 10) => ({ name, type: 'image/png', size });

describe('an image of type WebP', () => {
  const taking = (kinds: object): Capabilities => ({ ...RICH, surfaces: { dm: { reply: { files: { kinds } } } } });
  it('is a sticker where the channel has stickers, and an image elsewhere', () => {
    expect(fault({ files: [webp] }, taking({ image: { types: ['image/webp'] } }))).toBeNull();
    expect(fault({ files: [webp] }, taking({ image: { types: ['image/png'] }, sticker: { bytes: 200 } }))).toBeNull();
    expect(fault({ files: [{ ...webp, size: 201 }] }, taking({ sticker: { bytes: 200 } }))).toMatchObject({ code: 'file_too_large' });
  });
});

describe('what a channel takes', () => {
  it.each<[string, Partial<Ask>]>([
    ['a text within the limit', { text: '0123456789' }],
    ['files of the kinds it knows', { files: [png('a.png', 1_000), { name: 'a.pdf', type: 'application/pdf', size: 500 }] }],
    ['as many copies as there may be', { copies: 2 }],
    ['any number of copies where there is no limit', { surface: 'comment', copies: 10_000 }],
    ['a file of a size that nobody knows', { files: [png('a.png', null)] }],
    ['a type in capitals', { files: [{ name: 'a', type: 'IMAGE/PNG', size: 1 }] }],
    ['a reply within the window', { customerWroteAt: NOW - 24 * HOUR }],
    ['a reply beyond it that can be marked', { customerWroteAt: NOW - 168 * HOUR }],
    ['a reply when nobody knows when the customer wrote', { customerWroteAt: null }],
    ['a template at any time', { kind: 'template', customerWroteAt: NOW - 10_000 * HOUR }],
    ['a comment of 20 bytes', { surface: 'comment', text: 'ü'.repeat(10) }],
    ['a template in a language', { kind: 'template', surface: 'review', language: 'de' }],
    ['hiding a comment', { kind: 'hide', surface: 'comment' }],
    ['what stands on a surface that it does not name', { surface: 'chat', text: '0123456789' }],
  ])('%s', (_, ask) => expect(fault(ask)).toBeNull());

  it.each<[string, Partial<Ask>, object]>([
    ['a long text', { text: '01234567890' }, { field: 'text', code: 'too_long', message: 'A reply on facebook has at most 10 characters; this one has 11.' }],
    ['a long comment, by bytes', { surface: 'comment', text: 'ü'.repeat(11) }, { code: 'too_long', message: expect.stringContaining('20 bytes') as string }],
    ['a template that names no language', { kind: 'template', surface: 'review', language: null }, { field: 'template', code: 'no_language' }],
    ['a template where there is none', { kind: 'template', surface: 'comment' }, { field: 'template', code: 'no_action' }],
    ['a long edit', { kind: 'edit', text: '123456' }, { code: 'too_long', message: expect.stringContaining('An edited text') as string }],
    ['files on a surface without', { surface: 'comment', files: [png('a')] }, { field: 'attachmentIds', code: 'no_files' }],
    ['more files than one message carries', { files: [png('a'), png('b'), png('c')] }, { field: 'attachmentIds', code: 'too_many_files' }],
    [
      'a kind of file that it cannot send',
      { files: [{ name: 'a.mp3', type: 'audio/mpeg', size: 1 }] },
      { code: 'file_type', message: expect.stringContaining('a.mp3') as string },
    ],
    [
      'another type of a kind',
      { files: [{ name: null, type: 'image/gif', size: 1 }] },
      { code: 'file_type', message: expect.stringMatching(/^A file is of type image\/gif/) as string },
    ],
    ['a file that is too large', { files: [png('a.png', 1_001)] }, { code: 'file_too_large', message: expect.stringContaining('1,001') as string }],
    [
      'files that are too large together',
      { files: [png('a.png', 800), png('b.png', 701)] },
      { field: 'attachmentIds', code: 'files_too_large', message: 'The files have 1,501 bytes together; a reply on facebook carries at most 1,500.' },
    ],
    [
      'more recipients than one message has',
      { copies: 3 },
      { field: 'cc', code: 'too_many_recipients', message: 'A reply on facebook has at most 3 recipients; this one has 4.' },
    ],
    [
      'a reply outside of every window, with what can be sent instead',
      { customerWroteAt: NOW - 169 * HOUR },
      { field: 'text', code: 'outside_window', message: expect.stringMatching(/within 168 hours .* A template can be sent at any time\.$/) as string },
    ],
    [
      'an edit that comes too late',
      { kind: 'edit', writtenAt: NOW - 49 * HOUR },
      { code: 'outside_window', message: expect.stringContaining('48 hours of the message') as string },
    ],
    [
      'unsending a message too late',
      { kind: 'unsend', writtenAt: NOW - 2 * HOUR },
      { code: 'outside_window', message: expect.stringContaining('(unsend)') as string },
    ],
    ['a private reply to an old comment', { kind: 'privateReply', surface: 'comment', writtenAt: NOW - 169 * HOUR }, { code: 'outside_window' }],
    [
      'an action of another surface',
      { kind: 'hide' },
      { field: 'kind', code: 'no_action', message: 'The channel facebook does not support hiding on its surface dm.' },
    ],
  ])('not %s', (_, ask, expected) => expect(fault(ask)).toMatchObject(expected));

  it('is refused by name where the channel does not have the action at all', () => {
    for (const kind of ACTIONS.filter((one) => one !== 'reply'))
      expect(fault({ kind }, RECEIVES_ONLY), kind).toMatchObject({
        code: 'no_action',
        message: expect.stringMatching(/^The channel facebook does not support [a-z ]+\.$/) as string,
      });
  });

  it('a reply on a channel that sends nothing yet is taken, and fails later; its files are refused at once', () => {
    expect(fault({ text: 'x'.repeat(1_000_000) }, RECEIVES_ONLY)).toBeNull();
    expect(fault({ files: [png('a')] }, RECEIVES_ONLY)).toMatchObject({ code: 'no_files' });
  });
});

describe('weighted characters', () => {
  const weighed: Capabilities = { surfaces: { comment: { reply: { text: { most: 20, unit: 'weighted characters' } } } }, idempotent: false };
  const said = (text: string) => fault({ surface: 'comment', text }, weighed);

  it('count what the provider counts', () => {
    expect([said('日'.repeat(10)), said('a'.repeat(20))]).toEqual([null, null]);
    expect(said('日'.repeat(11))).toMatchObject({ message: 'A reply on facebook has at most 20 weighted characters; this one has 22.' });
  });

  it('of a text without end are its characters', () => {
    expect(said('日'.repeat(100_001))).toMatchObject({ message: expect.stringContaining('100,001') as string });
  });
});

describe('capabilities', () => {
  it('name the main surface first', () => {
    expect(surfaceOf(RICH, 'comment')).toBe('comment');
    expect(surfaceOf(RICH, 'mail')).toBe('dm');
    expect(surfaceOf(RICH, 'constructor')).toBe('dm');
    expect(surfaceOf(RECEIVES_ONLY, 'mail')).toBe('dm');
    expect(limitsOf(RICH, 'mail', 'template')).toEqual({});
    expect(limitsOf(RECEIVES_ONLY, 'mail', 'reply')).toBeUndefined();
  });

  it('say whether replies can be sent, and how long they may be on the surface that takes most', () => {
    expect([canReply(RICH), longestReply(RICH)]).toEqual([true, 20]);
    expect([canReply(RECEIVES_ONLY), longestReply(RECEIVES_ONLY)]).toEqual([false, null]);
    expect(longestReply({ surfaces: { dm: { reply: {} } }, idempotent: false })).toBe(Number.POSITIVE_INFINITY);
  });

  it('count the window from the newest message that says when the customer wrote', () => {
    expect(wroteAt({ late: false, createdAt: '2026-11-21T10:00:00.000Z' })).toBe(NOW);
    expect(wroteAt({ late: true, createdAt: '2026-11-21T10:00:00.000Z' })).toBeNull();
    expect(wroteAt(null)).toBeNull();
  });
});
