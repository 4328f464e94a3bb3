import { setTimeout as sleep } from 'node:timers/promises';
import type { OutgoingFile } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { deliveryError } from '../../domain/vocabulary/delivery-error.ts';
import { id, type Json, number, record, text } from '../json.ts';
import { multipart } from '../multipart.ts';
import type { CallSettings } from '../outbound.ts';
import { type Attempt, attempt, post, postJson } from '../outgoing.ts';
import { bearer, refusedBy } from './answer.ts';
import type { XCredentials } from './credentials.ts';

/** A segment; X takes 1,000 of at most 5 MB. */
const SEGMENT = 4 * 1024 * 1024;
/** X converts films after the upload. A try waits this long, and the next one uploads the file again. */
const CONVERTED_WITHIN_MS = 40_000;
const LONGEST_PAUSE_MS = 10_000;

type Answered = { readonly data: Json } | { readonly outcome: Outcome };

/**
 * Uploads an animated GIF or a film in segments, without any effect that people see:
 * - `POST /2/media/upload/initialize` `{media_type, total_bytes, media_category}` → `{data: {id}}`
 * - `POST /2/media/upload/{id}/append`, a form of `segment_index` and `media`
 * - `POST /2/media/upload/{id}/finalize` → `{data: {id, processing_info?: {state, check_after_secs}}}`
 * - `GET /2/media/upload?command=STATUS&media_id={id}` until the state is `succeeded` or `failed`
 * https://docs.x.com/x-api/media/initialize-media-upload, append-media-upload, finalize-media-upload, get-media-upload-status;
 * https://docs.x.com/x-api/media/quickstart/media-upload-chunked (read 2026-11-30)
 */
export const uploadInSegments = async (
  { type, open }: Pick<OutgoingFile, 'type' | 'open'>,
  size: number,
  category: string,
  credentials: XCredentials,
  settings: CallSettings,
): Promise<{ readonly id: string } | { readonly outcome: Outcome }> => {
  const url = `${settings.baseUrl}/2/media/upload`;
  const headers = bearer(credentials);
  const begun = read(await postJson(settings, `${url}/initialize`, headers, JSON.stringify({ media_type: type, total_bytes: size, media_category: category })));
  if ('outcome' in begun) return begun;
  const mediaId = id(begun.data['id']);
  if (mediaId === undefined) return { outcome: { outcome: 'retry', error: deliveryError('no_id', 'X gave an upload no id.') } };
  const at = `${url}/${encodeURIComponent(mediaId)}`;
  let index = 0;
  for await (const segment of segmentsOf(open())) {
    const file = { field: 'media', name: 'segment', type: 'application/octet-stream', size: segment.length, open: () => once(segment) };
    const form = multipart({ segment_index: String(index) }, file);
    const appended = read(await post(settings, `${at}/append`, { ...headers, ...form.headers }, form.body));
    if ('outcome' in appended) return appended;
    index += 1;
  }
  const ended = read(await post(settings, `${at}/finalize`, headers, ''));
  return 'outcome' in ended ? ended : converted(ended.data, mediaId, url, headers, settings);
};

/** `processing_info` is missing if nothing has to be converted. */
const converted = async (
  first: Json,
  mediaId: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  settings: CallSettings,
): Promise<{ readonly id: string } | { readonly outcome: Outcome }> => {
  const until = Date.now() + CONVERTED_WITHIN_MS;
  for (let data = first; ; ) {
    const info = record(data['processing_info']);
    const state = text(info?.['state']);
    if (info === undefined || state === 'succeeded') return { id: mediaId };
    if (state === 'failed') {
      const error = record(info['error']);
      const code = text(error?.['name']) ?? 'media_failed';
      return { outcome: { outcome: 'failed', error: deliveryError(code, text(error?.['message']) ?? 'X cannot convert the file.') } };
    }
    const pauseMs = Math.min((number(info['check_after_secs']) ?? 1) * 1_000, LONGEST_PAUSE_MS);
    if (Date.now() + pauseMs > until) return { outcome: { outcome: 'retry', error: deliveryError('media_waits', 'X has not converted the file yet.') } };
    await sleep(pauseMs);
    const asked = read(await attempt(settings, `${url}?command=STATUS&media_id=${encodeURIComponent(mediaId)}`, { method: 'GET', headers, body: '' }));
    if ('outcome' in asked) return asked;
    ({ data } = asked);
  }
};

/** Nobody sees an upload, so one without an answer is repeated. */
const read = (given: Attempt): Answered => {
  const refused = 'outcome' in given ? given.outcome : refusedBy(given.answer, given.body);
  if (refused) return { outcome: refused.outcome === 'unknown' ? { ...refused, outcome: 'retry' } : refused };
  return { data: record(record('body' in given ? given.body : undefined)?.['data']) ?? {} };
};

async function* segmentsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (let piece of bytes) {
    while (size + piece.length >= SEGMENT) {
      const rest = SEGMENT - size;
      yield Buffer.concat([...held, piece.subarray(0, rest)]);
      piece = piece.subarray(rest);
      [held, size] = [[], 0];
    }
    if (piece.length > 0) held.push(piece);
    size += piece.length;
  }
  if (size > 0) yield Buffer.concat(held);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
