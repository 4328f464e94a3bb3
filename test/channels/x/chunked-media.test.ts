import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import { capabilities } from '../../../channels/x/capabilities.ts';
import { outbound } from '../../../channels/x/outbound.ts';
import type { ChannelAction, OutgoingFile } from '../../../domain/channels/actions.ts';
import { faultOf } from '../../../domain/channels/fault.ts';
import { failing, json, plain, receiver, reply } from '../exchange.ts';

const CREDENTIALS = { consumerSecret: 'consumer-secret', accessToken: 'token', userId: '1' };
const POST: ChannelAction = { ...reply, to: '7', surface: 'comment', inReplyTo: '99' };
const MB = 1024 * 1024;
const UPLOAD = 'https://api.x.example/2/media/upload';

const file = (type: string, size = 3): OutgoingFile => ({
  id: 'f',
  name: 'a',
  type,
  size,
  url: '',
  async *open() {
    // Pieces that do not end where segments end.
    for (let left = size; left > 0; left -= 3 * MB) yield Buffer.alloc(Math.min(left, 3 * MB), 'x');
  },
});
type Step = 'initialize' | 'append' | 'finalize' | 'STATUS';
const stepOf = (url: string): Step | undefined => (['initialize', 'append', 'finalize', 'STATUS'] as const).find((step) => url.includes(step));
const info = (state: string, more: object = {}) => json(200, { data: { id: '55', processing_info: { state, check_after_secs: 0, ...more } } });

/** `answers`: by step, in order; the last one is given again. Otherwise X takes everything at once. */
const perform = async (given: OutgoingFile, answers: Partial<Record<Step, readonly (() => OutgoingAnswer)[]>> = {}, action: Partial<ChannelAction> = {}) => {
  const asked = new Map<Step, number>();
  const { settings, sent } = receiver((url) => {
    const step = stepOf(url);
    const nth = step === undefined ? 0 : (asked.get(step) ?? 0);
    if (step) asked.set(step, nth + 1);
    const own = step && answers[step];
    if (own) return (own[Math.min(nth, own.length - 1)] as () => OutgoingAnswer)();
    return step ? json(200, { data: { id: '55' } }) : json(201, { data: { id: '100', dm_event_id: '101' } });
  }, 'https://api.x.example');
  const outcome = await outbound.perform({ ...POST, files: [given], ...action } as ChannelAction, CREDENTIALS, settings);
  return { outcome, sent, steps: sent.map(({ url }) => stepOf(url) ?? 'post') };
};

afterEach(() => vi.restoreAllMocks());

describe('a GIF or a film on X', () => {
  it('is uploaded in segments of 4 MB, and then posted', async () => {
    const { outcome, sent, steps } = await perform(file('video/mp4', 9 * MB));
    expect(outcome).toEqual({ outcome: 'sent', providerId: '100' });
    expect(steps).toEqual(['initialize', 'append', 'append', 'append', 'finalize', 'post']);
    expect(sent.slice(0, 5).map(({ url }) => url)).toEqual([
      `${UPLOAD}/initialize`,
      ...Array.from({ length: 3 }, () => `${UPLOAD}/55/append`),
      `${UPLOAD}/55/finalize`,
    ]);
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ media_type: 'video/mp4', total_bytes: 9 * MB, media_category: 'tweet_video' });
    expect(sent[0]?.headers).toMatchObject({ authorization: 'Bearer token', 'content-type': 'application/json' });
    const segments = sent.slice(1, 4).map(({ body }) => [/name="segment_index"\r\n\r\n(\d+)/.exec(body)?.[1], body.match(/x{100,}/)?.[0].length]);
    expect(segments).toEqual([
      ['0', 4 * MB],
      ['1', 4 * MB],
      ['2', MB],
    ]);
    expect(JSON.parse(sent[5]?.body ?? '')).toMatchObject({ media: { media_ids: ['55'] } });
  });

  it.each([
    ['image/gif', {}, 'tweet_gif'],
    ['image/gif', { surface: 'dm' }, 'dm_gif'],
    ['video/quicktime', { surface: 'dm' }, 'dm_video'],
  ] as const)('of type %s has the category of its place (%j)', async (type, action, category) => {
    const { sent, steps } = await perform(file(type), {}, action);
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ media_category: category });
    expect(steps).toEqual(['initialize', 'append', 'finalize', 'post']);
  });

  it('of whole segments has no empty one at its end', async () => {
    const { outcome, steps } = await perform(file('video/mp4', 12 * MB));
    expect(outcome).toEqual({ outcome: 'sent', providerId: '100' });
    expect(steps).toEqual(['initialize', 'append', 'append', 'append', 'finalize', 'post']);
  });

  it('waits until X has converted it', async () => {
    const { outcome, steps, sent } = await perform(file('video/mp4'), {
      finalize: [() => info('pending')],
      STATUS: [() => info('in_progress', { check_after_secs: undefined }), () => info('succeeded')],
    });
    expect(outcome).toMatchObject({ outcome: 'sent' });
    expect(steps).toEqual(['initialize', 'append', 'finalize', 'STATUS', 'STATUS', 'post']);
    expect(sent[3]).toMatchObject({ url: `${UPLOAD}?command=STATUS&media_id=55`, headers: { authorization: 'Bearer token' } });
  });

  it('that X cannot convert fails with its words, and one that takes too long is tried again; neither is posted', async () => {
    const error = { name: 'InvalidMedia', message: 'Unsupported video format' };
    const broken = await perform(file('video/mp4'), { finalize: [() => info('failed', { error })] });
    expect(broken.outcome).toEqual({ outcome: 'failed', error: { code: 'InvalidMedia', message: 'Unsupported video format' } });
    expect((await perform(file('video/mp4'), { finalize: [() => info('failed')] })).outcome).toMatchObject({
      outcome: 'failed',
      error: { code: 'media_failed' },
    });
    const slow = await perform(file('video/mp4'), {
      finalize: [() => info('pending')],
      STATUS: [
        () => {
          vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
          return info('in_progress');
        },
      ],
    });
    expect(slow.outcome).toMatchObject({ outcome: 'retry', error: { code: 'media_waits' } });
    expect([...broken.steps, ...slow.steps]).not.toContain('post');
  });

  it.each<[string, Partial<Record<Step, readonly (() => OutgoingAnswer)[]>>, object]>([
    ['gets no id', { initialize: [() => json(200, {})] }, { outcome: 'retry', error: { code: 'no_id' } }],
    ['meets an error', { append: [() => plain(500)] }, { outcome: 'retry' }],
    ['gets no answer', { finalize: [failing('ETIMEDOUT')] }, { outcome: 'retry' }],
    ['is not told its state', { finalize: [() => info('pending')], STATUS: [() => plain(503)] }, { outcome: 'retry' }],
    ['is refused', { initialize: [() => json(400, { detail: 'total_bytes' })] }, { outcome: 'failed', error: { message: 'total_bytes' } }],
    ['meets an expired token', { append: [() => json(401, { title: 'Unauthorized' })] }, { outcome: 'reauthorise', expired: true }],
  ])('that %s is not posted', async (_, answers, outcome) => {
    const made = await perform(file('image/gif'), answers);
    expect(made.outcome).toMatchObject(outcome);
    expect(made.steps).not.toContain('post');
  });

  it('is alone in its post, and has its own limits', () => {
    const fault = (...files: readonly (readonly [string, number])[]) =>
      faultOf('x', capabilities, { kind: 'reply', surface: 'comment', text: '', files: files.map(([type, size]) => ({ name: 'a', type, size })) }, 0);
    expect(fault(['image/gif', 15 * MB])).toBeNull();
    expect(fault(['video/mp4', 100 * MB])).toBeNull();
    expect(fault(['image/gif', 15 * MB + 1])?.code).toBe('file_too_large');
    expect(fault(['video/webm', 1])?.code).toBe('file_type');
    expect(fault(['image/png', 1], ['image/gif', 1])).toMatchObject({
      code: 'too_many_files',
      message: 'The file a is sent alone on x.',
    });
    expect(fault(['image/png', 1], ['image/png', 1])).toBeNull();
  });
});
