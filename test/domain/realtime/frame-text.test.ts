import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FRAME_BYTES } from '../../../domain/limits.ts';
import { feedMessageOf } from '../../../domain/realtime/feed-entry.ts';
import { frameText } from '../../../domain/realtime/frame-text.ts';
import { errorFrame, type ServerFrame, serverFrames } from '../../../domain/realtime/frames.ts';
import { amendedFrame, messageFrame, queueFrame, ticketFrame } from '../../../domain/realtime/present-frames.ts';
import { NO_TICKETS } from '../../../domain/support/queues/counters.ts';
import { messageItem, threadOf, ticketOf } from '../search/threads.ts';

const place = 'cursor';
const long = fc
  .tuple(fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.constantFrom('\u0000', '日', '👩‍👩‍👧', '"', '\ud83d')), fc.integer({ min: 0, max: 120_000 }))
  .map(([unit, length]) => unit.repeat(Math.ceil(length / unit.length)));
const telling = fc.record({ text: long, isAmended: fc.boolean() }).map(({ text, isAmended }): ServerFrame => {
  const message = feedMessageOf(threadOf(1), `${threadOf(1)}.1`, messageItem(threadOf(1), 1, { text: text.toWellFormed() }));
  return (isAmended ? amendedFrame : messageFrame)(place, message);
});
const ticketed = fc
  .record({ value: long, fields: fc.integer({ min: 0, max: 50 }), topic: long, tags: fc.array(long, { maxLength: 3 }) })
  .map(({ value, fields, topic, tags }) => {
    const customFields = Object.fromEntries(Array.from({ length: fields }, (_, n) => [`field${n}`, value.slice(0, 1000).toWellFormed()]));
    return ticketFrame(place, ticketOf(1, { customFields, topic: topic.toWellFormed(), tags }));
  });

test('no frame is over its limit, each is still valid, and says when something is missing', () => {
  fc.assert(
    fc.property(fc.oneof(telling, ticketed), (frame) => {
      const text = frameText(frame);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(FRAME_BYTES);
      const read = JSON.parse(text) as ServerFrame;
      serverFrames[read.type].parse(read);
      if (JSON.stringify(read) !== JSON.stringify(frame)) expect(read).toMatchObject({ truncated: true });
      expect(text.isWellFormed()).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('a body of control characters is cut to the room there is, not dropped', () => {
  const message = feedMessageOf(threadOf(1), `${threadOf(1)}.1`, messageItem(threadOf(1), 1, { text: '\u0001'.repeat(20_000) }));
  const frame = JSON.parse(frameText(messageFrame(place, message))) as { body: string; truncated: true };
  expect(frame.truncated).toBe(true);
  expect(frame.body.length).toBeGreaterThan(16_000);
});

test('an amendment whose reason alone fills a frame keeps its state', () => {
  const item = messageItem(threadOf(1), 1, { delivery: { state: 'failed', error: { code: '1', message: '\u0001'.repeat(30_000) } } as never });
  const frame = JSON.parse(frameText(amendedFrame(place, feedMessageOf(threadOf(1), `${threadOf(1)}.1`, item)))) as object;
  expect(frame).toMatchObject({ delivery: { state: 'failed', error: null }, truncated: true, body: 'text 1' });
});

test('of a message without a text only the reason of its failure is left out', () => {
  const item = messageItem(threadOf(1), 1, { text: null, delivery: { state: 'failed', error: { code: '1', message: '\u0001'.repeat(30_000) } } as never });
  const frame = JSON.parse(frameText(amendedFrame(place, feedMessageOf(threadOf(1), `${threadOf(1)}.1`, item)))) as object;
  expect(frame).toMatchObject({ delivery: { state: 'failed', error: null }, truncated: true, body: null });
});

test('a frame of another type is never cut: half an answer would be a wrong one', () => {
  const frame = errorFrame('conflict', 'x'.repeat(FRAME_BYTES), 'x');
  expect(frameText(frame)).toBe(JSON.stringify(frame));
});

test('a frame that fits is sent unchanged', () => {
  for (const frame of [errorFrame('conflict', 'no', 'x'), queueFrame('q', NO_TICKETS), ticketFrame(place, ticketOf(1))])
    expect(frameText(frame)).toBe(JSON.stringify(frame));
});
