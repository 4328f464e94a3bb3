import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { reportReplaced } from '../../embedded/faults.ts';

/** The path under which the laptop's gateway serves links. */
export const OBJECTS_PATH = '/_objects/';
/** Seconds; DESIGN §4.10. */
const LONGEST = 300;

export interface UploadPolicy {
  readonly key: string;
  readonly contentType: string;
  readonly maxBytes: number;
  /** Epoch ms. */
  readonly expires: number;
}

export interface Download {
  readonly key: string;
  readonly filename: string;
  readonly contentType: string;
}

const KEY_BYTES = 32;

/**
 * The key that signs links, created on first use and readable by its owner only. A truncated key is replaced: links are valid for minutes, and
 * anybody can sign with an empty key.
 */
export function linkKey(path: string): Buffer {
  if (existsSync(path) && readFileSync(path).length !== KEY_BYTES) {
    reportReplaced(path);
    rmSync(path, { force: true });
  }
  if (!existsSync(path)) {
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, randomBytes(KEY_BYTES), { mode: 0o600, flush: true });
    try {
      // Two processes may race here. The first link stays, and both read it below.
      linkSync(fresh, path);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    } finally {
      rmSync(fresh);
    }
  }
  return readFileSync(path);
}

function sign(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

function matches(key: Buffer, text: string, signature: string): boolean {
  const [expected, given] = [Buffer.from(sign(key, text)), Buffer.from(signature)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** A link that expires later than the longest time plus a minute is invalid too: the clock was set back after it was made. */
const isCurrent = (expires: number, now: number): boolean => now < expires && expires - now <= (LONGEST + 60) * 1000;

function checkSeconds(seconds: number): void {
  if (!(seconds > 0 && seconds <= LONGEST)) throw new Error(`a link is valid for 1 to ${LONGEST} seconds, not ${seconds}`);
}

/** The fields of a browser's form post, as S3's presigned POST has them. */
export function uploadFields(key: Buffer, policy: Omit<UploadPolicy, 'expires'>, seconds: number, now: number): Record<string, string> {
  checkSeconds(seconds);
  const text = Buffer.from(JSON.stringify({ ...policy, expires: now + seconds * 1000 })).toString('base64url');
  return { key: policy.key, 'Content-Type': policy.contentType, policy: text, signature: sign(key, `upload\n${text}`) };
}

/** The policy of a posted form; undefined when it is forged, expired or for another form. */
export function readUpload(key: Buffer, fields: Readonly<Record<string, string>>, now: number): UploadPolicy | undefined {
  const { policy: text = '', signature = '' } = fields;
  if (!matches(key, `upload\n${text}`, signature)) return undefined;
  const policy = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as UploadPolicy;
  const same = fields['key'] === policy.key && fields['Content-Type'] === policy.contentType;
  return same && isCurrent(policy.expires, now) ? policy : undefined;
}

/** A download's path and query. */
export function downloadPath(key: Buffer, download: Download, seconds: number, now: number): string {
  checkSeconds(seconds);
  const query = new URLSearchParams({ type: download.contentType, filename: download.filename, expires: String(now + seconds * 1000) });
  query.set('signature', sign(key, `download\n${download.key}\n${query.toString()}`));
  return `${OBJECTS_PATH}${download.key.split('/').map(encodeURIComponent).join('/')}?${query.toString()}`;
}

/** The request that a link stands for; undefined when the link is forged or expired. `path` and `query` as they came. */
export function readDownload(key: Buffer, path: string, query: string, now: number): Download | undefined {
  const given = new URLSearchParams(query);
  const signature = given.get('signature') ?? '';
  given.delete('signature');
  let name: string;
  try {
    name = path.slice(OBJECTS_PATH.length).split('/').map(decodeURIComponent).join('/');
  } catch {
    return undefined;
  }
  if (!matches(key, `download\n${name}\n${given.toString()}`, signature)) return undefined;
  if (!isCurrent(Number(given.get('expires')), now)) return undefined;
  return { key: name, filename: given.get('filename') ?? '', contentType: given.get('type') ?? 'application/octet-stream' };
}
