import { isRecord } from './graph-error.ts';
import { recordOf } from './site.ts';
import type { XAnswer, XCall } from './x-call.ts';

/**
 * Uploads in segments, as X documents them (docs.x.com/x-api/media/initialize-media-upload, append-media-upload, finalize-media-upload,
 * get-media-upload-status; limits: x-api/media/introduction; read 2026-11-30). A film is converted in two steps, so that its state has to be asked.
 */
const LARGEST: Readonly<Record<string, readonly [bytes: number, types: readonly string[]]>> = {
  gif: [15 * 1024 * 1024, ['image/gif']],
  video: [512 * 1024 * 1024, ['video/mp4', 'video/quicktime', 'video/webm', 'video/mp2t']],
};
const SEGMENT = 5 * 1024 * 1024;

interface Upload {
  readonly total: number;
  readonly kind: string;
  readonly segments: Map<number, number>;
  asked: number;
}

interface Surroundings {
  readonly invalid: (detail: string) => XAnswer;
  readonly nextId: () => string;
  /** The media is ready. */
  readonly ready: (id: string) => void;
}

export const xMedia = ({ invalid, nextId, ready }: Surroundings) => {
  const uploads = new Map<string, Upload>();

  const initialize = ({ body }: XCall): XAnswer => {
    const { media_type: type, total_bytes: total, media_category: category, ...unknown } = recordOf(body) ?? {};
    const [first] = Object.keys(unknown);
    if (first !== undefined) return invalid(`[${first}] is not allowed.`);
    const kind = /^(?:tweet|dm)_(gif|video)$/.exec(String(category))?.[1] ?? '';
    const [most, types] = LARGEST[kind] ?? [0, []];
    if (most === 0) return invalid('media_category');
    if (!types.includes(String(type))) return invalid('media_type');
    if (typeof total !== 'number' || !Number.isSafeInteger(total) || total < 1 || total > most) return invalid('total_bytes');
    const id = nextId();
    uploads.set(id, { total, kind, segments: new Map(), asked: 0 });
    return { status: 200, body: { data: { id, media_key: `7_${id}`, expires_after_secs: 86_400 } } };
  };

  const append = async ({ body, contentType }: XCall, upload: Upload): Promise<XAnswer> => {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType ?? '' } }).formData().catch(() => null);
    if (form === null) return invalid('The body is no form.');
    for (const key of form.keys()) if (key !== 'media' && key !== 'segment_index') return invalid(`[${key}] is not allowed.`);
    const [index, media] = [form.get('segment_index'), form.get('media')];
    if (typeof index !== 'string' || !/^\d{1,3}$/.test(index)) return invalid('segment_index');
    if (media === null || typeof media === 'string' || media.size > SEGMENT) return invalid('media');
    upload.segments.set(Number(index), media.size);
    return { status: 200, body: { data: { expires_at: 1 } } };
  };

  const stateOf = (id: string, upload: Upload): XAnswer => {
    const data = { id, media_key: `7_${id}`, size: upload.total, expires_after_secs: 86_400 };
    if (upload.kind === 'gif' || upload.asked >= 2) {
      ready(id);
      return { status: 200, body: { data: upload.kind === 'gif' ? data : { ...data, processing_info: { state: 'succeeded', progress_percent: 100 } } } };
    }
    upload.asked += 1;
    return { status: 200, body: { data: { ...data, processing_info: { state: upload.asked === 1 ? 'pending' : 'in_progress', check_after_secs: 0 } } } };
  };

  const finalize = ({ body }: XCall, id: string, upload: Upload): XAnswer => {
    if (body.length > 0 && !isRecord(recordOf(body))) return invalid('The body is no object of JSON.');
    const sizes = Array.from({ length: upload.segments.size }, (_, index) => upload.segments.get(index) ?? 0);
    if (sizes.reduce((sum, size) => sum + size, 0) !== upload.total) return invalid('Segments do not add up to provided total file size.');
    return stateOf(id, upload);
  };

  return {
    /** Undefined: the route is none of these. */
    async answer(call: XCall): Promise<XAnswer | undefined> {
      const { pathname, searchParams } = call.url;
      const route = `${call.method} ${pathname}`;
      if (route === 'POST /2/media/upload/initialize') return initialize(call);
      const [, id = '', step] = /^POST \/2\/media\/upload\/(\d{1,19})\/(append|finalize)$/.exec(route) ?? [];
      const asked = route === 'GET /2/media/upload' ? (searchParams.get('media_id') ?? '') : id;
      if (asked === '') return undefined;
      const upload = uploads.get(asked);
      if (!upload) return invalid('Your media IDs are invalid.');
      if (step === 'append') return append(call, upload);
      if (step === 'finalize') return finalize(call, asked, upload);
      return searchParams.get('command') === 'STATUS' ? stateOf(asked, upload) : invalid('command');
    },
  };
};
