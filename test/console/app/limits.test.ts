import { describe, expect, test } from 'vitest';
import { can, FILE_BYTES, faultOf, filesFault, hasPrivateReply, hasTemplates, replyLimits, room, windowEnd } from '../../../console/src/data/limits.ts';

const file = (name: string, type: string, size = 1000) => ({ name, type, size });
const MB = 1024 * 1024;

describe('what a channel takes, told before anything is sent', () => {
  test.each([
    ['whatsapp', 'dm', 'a'.repeat(4096), undefined],
    ['whatsapp', 'dm', 'a'.repeat(4099), { code: 'too_long', over: 3 }],
    ['instagram', 'dm', 'è'.repeat(501), { code: 'too_long', over: 2 }],
    ['x', 'comment', `${'a'.repeat(250)} https://parley.example/${'b'.repeat(200)}`, undefined],
    ['x', 'comment', '語'.repeat(141), { code: 'too_long', over: 2 }],
    ['trustpilot', 'review', 'a'.repeat(50_000), undefined],
    ['trustpilot', 'review', 'a'.repeat(100_001), { code: 'too_long', over: 1 }],
  ])('a text on %s %s', (channel, surface, text, fault) => expect(faultOf(text, [], replyLimits(channel, surface) ?? {})).toEqual(fault));

  test.each([
    ['whatsapp', [file('a.png', 'image/png')], undefined],
    ['whatsapp', [file('a.svg', 'image/svg+xml')], { code: 'file_type', name: 'a.svg' }],
    ['whatsapp', [file('a.png', 'image/png', 6 * MB)], { code: 'file_too_large', name: 'a.png', most: 5 * MB }],
    ['whatsapp', Array.from({ length: 11 }, () => file('a.png', 'image/png')), { code: 'too_many_files', most: 10 }],
    ['x', [file('a.gif', 'image/gif'), file('b.png', 'image/png')], { code: 'file_alone', name: 'a.gif' }],
    ['mail', [file('a.zip', 'application/zip', 9 * MB), file('b.zip', 'application/zip', 9 * MB)], { code: 'files_too_large', most: 10_000_000 }],
    ['trustpilot', [file('a.png', 'image/png')], { code: 'no_files' }],
    ['telegram', [file('a.bin', '', 0)], { code: 'file_empty', name: 'a.bin' }],
    ['telegram', [file('a.bin', '', FILE_BYTES + 1)], { code: 'file_too_large', name: 'a.bin', most: FILE_BYTES }],
  ])('files on %s', (channel, files, fault) => expect(filesFault(files, replyLimits(channel, 'dm') ?? {})).toEqual(fault));

  test('a note has the limits of the API alone', () => {
    expect(faultOf('a'.repeat(5000), [file('a.svg', 'image/svg+xml')], null)).toBeUndefined();
    expect(filesFault([file('a', 'b/c', FILE_BYTES + 1)], null)).toMatchObject({ code: 'file_too_large' });
    expect(
      filesFault(
        Array.from({ length: 21 }, () => file('a', 'b/c')),
        null,
      ),
    ).toEqual({ code: 'too_many_files', most: 20 });
  });

  test('room is counted as the channel counts', () => {
    expect(room('è', replyLimits('instagram', 'dm')?.text)).toEqual({ used: 2, most: 1000 });
    expect(room('ab', undefined)).toEqual({ used: 2, most: 100_000 });
    expect(room('x'.repeat(100_001), replyLimits('x', 'comment')?.text).used).toBe(100_001);
  });

  test('a channel that nobody knows sends nothing', () => {
    expect([replyLimits('fax', 'dm'), hasTemplates('fax', 'dm', 'x'), hasPrivateReply('fax', 'comment'), can('fax', 'dm', 'edit')]).toEqual([
      undefined,
      false,
      false,
      false,
    ]);
    expect(replyLimits('constructor', 'dm')).toBeUndefined();
  });
});

describe('the time to answer', () => {
  const wrote = '2026-11-29T10:00:00.000Z';
  test('ends a day after the customer’s message on WhatsApp, a week after on Messenger, never by mail', () => {
    expect(windowEnd(replyLimits('whatsapp', 'dm'), wrote)).toBe(Date.parse('2026-11-30T10:00:00.000Z'));
    expect(windowEnd(replyLimits('facebook', 'dm'), wrote)).toBe(Date.parse('2026-12-06T10:00:00.000Z'));
    expect(windowEnd(replyLimits('mail', 'mail'), wrote)).toBeUndefined();
    expect(windowEnd(replyLimits('whatsapp', 'dm'), undefined)).toBeUndefined();
    expect(windowEnd(undefined, wrote)).toBeUndefined();
  });
  test('then a template goes, where there are some', () => {
    expect([
      hasTemplates('whatsapp', 'dm', '39333'),
      hasTemplates('facebook', 'dm', '1'),
      hasTemplates('twilio', 'dm', '+39'),
      hasTemplates('twilio', 'dm', 'whatsapp:+39'),
    ]).toEqual([true, false, false, true]);
  });
});

test('comments have private answers where the channel has them', () => {
  expect([hasPrivateReply('facebook', 'comment'), hasPrivateReply('facebook', 'dm'), hasPrivateReply('linkedin', 'comment')]).toEqual([true, false, false]);
  expect([can('telegram', 'dm', 'edit'), can('whatsapp', 'dm', 'edit'), can('facebook', 'comment', 'hide')]).toEqual([true, false, true]);
  expect(replyLimits('facebook', 'comment', true)?.text?.most).toBe(1999);
});
