import { createHash } from 'node:crypto';
import { invalid, refusedToken, sameText } from './graph-error.ts';
import { routeOf, type Site, type SiteCall, type SiteReply } from './site.ts';

/**
 * Files that customers send, as their providers give them out, written from the documentation alone:
 * - WhatsApp: `GET /{version}/{media id}` with the token answers a link of 5 minutes, which needs the token too
 *   (https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/media/media-api, read 2026-11-29)
 * - Telegram: `getFile` answers a path, valid for an hour; at most 20 MB (https://core.telegram.org/bots/api#getfile, read 2026-11-29)
 * - Twilio: a Media resource with basic authentication, which redirects to a link of 4 hours (https://www.twilio.com/docs/messaging/api/media-resource,
 *   read 2026-11-29)
 * - all others: a plain link
 *
 * `PUT /customer-files/{id}?linkSeconds=…&hangs=…` with the bytes: a customer's app has sent a file. Links are valid for so long; 0: none is valid. So many downloads
 * get no answer.
 * `GET /customer-files` `{items: [{id, downloads, hangs}]}`; `hangs` is what is left, -1 and less afterwards
 */
interface StoredFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly linkMs: number;
  /** Of plain links, epoch ms. */
  readonly until: number;
  downloads: number;
  hangs: number;
}

interface Accounts {
  /** Undefined for an account that the simulator does not know: any credentials are good. */
  readonly whatsAppToken: (phoneNumberId: string) => string | undefined;
}

const TELEGRAM_BYTES = 20 * 1024 * 1024;
const LINK_SECONDS = 300;

export const customerFiles = ({ whatsAppToken }: Accounts, clock: () => number = Date.now): Site => {
  const files = new Map<string, StoredFile>();

  const put = (id: string, { url, contentType, body }: SiteCall): SiteReply => {
    const linkMs = Number(url.searchParams.get('linkSeconds') ?? LINK_SECONDS) * 1_000;
    files.set(id, {
      type: contentType ?? 'application/octet-stream',
      bytes: body,
      linkMs,
      until: clock() + linkMs,
      downloads: 0,
      hangs: Number(url.searchParams.get('hangs') ?? 0),
    });
    return { status: 200, body: { id } };
  };

  const given = (file: StoredFile): SiteReply => {
    file.hangs -= 1;
    if (file.hangs >= 0) return {};
    file.downloads += 1;
    return { status: 200, headers: { 'content-type': file.type }, bytes: file.bytes };
  };
  const missing: SiteReply = { status: 404, body: { error: { message: 'There is no such file.', code: 100 } } };

  const node = (id: string, file: StoredFile, { url, authorization, headers }: SiteCall): SiteReply => {
    const phone = url.searchParams.get('phone_number_id');
    const refused = refusedToken(authorization, phone === null ? undefined : whatsAppToken(phone));
    if (refused) return refused;
    const unknown = [...url.searchParams.keys()].find((name) => name !== 'phone_number_id');
    if (unknown !== undefined) return invalid(`Unexpected parameter "${unknown}".`);
    const link = `http://${String(headers.host)}/whatsapp_business/attachments/?mid=${id}&phone=${phone ?? ''}&ext=${clock() + file.linkMs}`;
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    return { status: 200, body: { messaging_product: 'whatsapp', url: link, mime_type: file.type, sha256, file_size: String(file.bytes.length), id } };
  };

  const lookaside = ({ url, authorization }: SiteCall): SiteReply => {
    const refused = refusedToken(authorization, whatsAppToken(url.searchParams.get('phone') ?? ''));
    if (refused) return refused;
    const file = files.get(url.searchParams.get('mid') ?? '');
    return file && Number(url.searchParams.get('ext')) > clock() ? given(file) : missing;
  };

  const getFile = ({ body }: SiteCall): SiteReply => {
    const { file_id: id } = JSON.parse(body.toString('utf8')) as { file_id?: string };
    const file = files.get(id ?? '');
    const bad = (description: string): SiteReply => ({ status: 400, body: { ok: false, error_code: 400, description: `Bad Request: ${description}` } });
    if (!file) return bad('wrong file_id or the file is temporarily unavailable');
    if (file.bytes.length > TELEGRAM_BYTES) return bad('file is too big');
    const result = { file_id: id, file_unique_id: `u${id}`, file_size: file.bytes.length, file_path: `documents/${clock() + file.linkMs}/${id}` };
    return { status: 200, body: { ok: true, result } };
  };

  const telegramFile = (until: string, id: string): SiteReply => {
    const file = files.get(id);
    return file && Number(until) > clock() ? given(file) : { status: 404, body: { ok: false, error_code: 404, description: 'Not Found' } };
  };

  const twilioMedia = (account: string, id: string, { authorization, headers }: SiteCall): SiteReply => {
    const named = Buffer.from(authorization?.replace(/^Basic /, '') ?? '', 'base64').toString('utf8');
    if (!sameText(named.split(':')[0] ?? '', account)) return { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } };
    // Another host, like Twilio's content network.
    const location = `http://localhost:${new URL(`http://${String(headers.host)}`).port}/customer-files/${id}`;
    return files.has(id) ? { status: 307, headers: { location }, body: {} } : missing;
  };

  const plain = (id: string, { authorization }: SiteCall): SiteReply => {
    const file = files.get(id);
    if (!file) return missing;
    // A store of signed links refuses a second kind of authentication.
    return authorization === undefined && file.until > clock() ? given(file) : { status: 403, body: { error: 'the link is not valid' } };
  };

  return {
    async answer(call) {
      const route = routeOf(call);
      let match = /^(GET|PUT) \/customer-files\/([\w-]+)$/.exec(route);
      if (match) return match[1] === 'PUT' ? put(String(match[2]), call) : plain(String(match[2]), call);
      if (route === 'GET /customer-files') return { status: 200, body: { items: [...files].map(([id, { downloads, hangs }]) => ({ id, downloads, hangs })) } };
      match = /^GET \/v\d+\.\d+\/(\d+)$/.exec(route);
      const media = match ? files.get(String(match[1])) : undefined;
      if (match && media) return node(String(match[1]), media, call);
      if (route === 'GET /whatsapp_business/attachments/') return lookaside(call);
      if (/^POST \/bot[^/]+\/getFile$/.test(route)) return getFile(call);
      match = /^GET \/file\/bot[^/]+\/documents\/(\d+)\/([\w-]+)$/.exec(route);
      if (match) return telegramFile(String(match[1]), String(match[2]));
      match = /^GET \/2010-04-01\/Accounts\/(\w+)\/Messages\/\w+\/Media\/([\w-]+)$/.exec(route);
      return match ? twilioMedia(String(match[1]), String(match[2]), call) : undefined;
    },
  };
};
