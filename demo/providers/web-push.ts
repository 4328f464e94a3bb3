import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, randomUUID, verify } from 'node:crypto';
import { recordOf, routeOf, type Site, type SiteCall, type SiteReply } from './site.ts';

interface Browser {
  readonly ecdh: ECDH;
  readonly auth: Buffer;
  /** The key with which it subscribed; '' accepts every key. */
  readonly key: string;
  /** What is on its screen, by topic. */
  readonly shown: Map<string, unknown>;
  /** Statuses that its next pushes get. */
  readonly faults: { readonly status: number; readonly retryAfter?: number }[];
}

const LONGEST_MS = 86_400_000;
const TAG = 16;

/** Decrypts a message of one record: RFC 8291, sections 3.3 and 3.4, and RFC 8188, section 2. @throws if it is not for this browser */
export const decrypt = (body: Buffer, { ecdh, auth }: Pick<Browser, 'ecdh' | 'auth'>): string => {
  const [salt, keyLength] = [body.subarray(0, 16), body[20] ?? 0];
  const sender = body.subarray(21, 21 + keyLength);
  const record = body.subarray(21 + keyLength);
  if (record.length > body.readUInt32BE(16)) throw new Error('more than one record');
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32));
  const derived = (name: string, length: number) => Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${name}\0`, length));
  const decipher = createDecipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12));
  decipher.setAuthTag(record.subarray(-TAG));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -TAG)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error('no end of the last record');
  return padded.subarray(0, end).toString('utf8');
};

/** Why a call has no right to push (RFC 8292, sections 2 and 4), or null. A laptop's double has no TLS, but senders sign for https. */
export const refusalOf = (authorization: string | undefined, host: string, key: string, now = Date.now()): string | null => {
  const [, token = '', sender = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization ?? '') ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(sender, 'base64url');
  if (point.length !== 65 || (key !== '' && sender !== key)) return 'not the key of the subscription';
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const publicKey = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const;
  if (!verify('sha256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, 'base64url'))) return 'a wrong signature';
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as {
    readonly aud?: string;
    readonly exp?: number;
    readonly sub?: string;
  };
  if (aud !== `https://${host}`) return 'for another push service';
  if (typeof exp !== 'number' || exp * 1_000 <= now || exp * 1_000 > now + LONGEST_MS) return 'expired, or valid for too long';
  return typeof sub === 'string' && sub !== '' ? null : 'no contact';
};

/**
 * A push service and its browsers: `POST /web-push/browsers` `{applicationServerKey?}` subscribes one and answers its PushSubscription, `GET /web-push/browsers/{id}` shows what is on its
 * screen, `PUT /web-push/browsers/{id}` `{status, times?, retryAfter?}` makes its next pushes fail. After a 404 or 410, it is gone for good.
 */
export const webPushSite = (): Site => {
  const browsers = new Map<string, Browser>();
  const subscribe = ({ url, headers, body }: SiteCall): SiteReply => {
    const id = randomUUID();
    const ecdh = createECDH('prime256v1');
    ecdh.generateKeys();
    const key = recordOf(body)?.['applicationServerKey'];
    const browser: Browser = { ecdh, auth: randomBytes(16), key: typeof key === 'string' ? key : '', shown: new Map(), faults: [] };
    browsers.set(id, browser);
    const keys = { p256dh: ecdh.getPublicKey('base64url', 'uncompressed'), auth: browser.auth.toString('base64url') };
    return { status: 201, body: { endpoint: `http://${String(headers['host'] ?? url.host)}/web-push/send/${id}`, expirationTime: null, keys } };
  };
  const push = (id: string, { headers, authorization, body }: SiteCall): SiteReply => {
    const browser = browsers.get(id);
    if (!browser) return { status: 410, body: {} };
    const fault = browser.faults.shift();
    if (fault) {
      if (fault.status === 404 || fault.status === 410) browsers.delete(id);
      return { status: fault.status, body: {}, headers: fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) } };
    }
    // RFC 8030, section 5.2.
    if (!/^\d+$/.test(String(headers['ttl']))) return { status: 400, body: { error: 'no TTL' } };
    if (headers['content-encoding'] !== 'aes128gcm' || body.length > 4_096) return { status: 400, body: { error: 'not encrypted, or too long' } };
    const refused = refusalOf(authorization, String(headers['host']), browser.key);
    if (refused !== null) return { status: 403, body: { error: refused } };
    const notice: unknown = JSON.parse(decrypt(body, browser));
    const topic = String(headers['topic'] ?? randomUUID());
    // A newer one replaces it, and comes to the end.
    browser.shown.delete(topic);
    browser.shown.set(topic, notice);
    const request = { topic, ttl: Number(headers['ttl']), urgency: headers['urgency'], notice };
    return { status: 201, body: {}, sent: { channel: 'webpush', account: id, providerId: null, request } };
  };
  return {
    async answer(call) {
      const route = routeOf(call);
      if (route === 'POST /web-push/browsers') return subscribe(call);
      const [, what = '', id = ''] = /^(POST \/web-push\/send|GET \/web-push\/browsers|PUT \/web-push\/browsers)\/([\w-]+)$/.exec(route) ?? [];
      if (what.startsWith('POST')) return push(id, call);
      const browser = browsers.get(id);
      if (what === '' || !browser) return what === '' ? undefined : { status: 404, body: { error: 'no such browser' } };
      if (what.startsWith('GET')) return { status: 200, body: { shown: [...browser.shown.values()] } };
      const { status, times = 1, retryAfter } = recordOf(call.body) ?? {};
      const fault = { status: Number(status), ...(retryAfter === undefined ? {} : { retryAfter: Number(retryAfter) }) };
      for (let left = Number(times); left > 0; left -= 1) browser.faults.push(fault);
      return { status: 200, body: { id } };
    },
  };
};
