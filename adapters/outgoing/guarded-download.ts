import type { IncomingMessage } from 'node:http';
import { exchangeRead, type Reading } from './exchange.ts';
import { permitted } from './guarded-fetch.ts';
import { NoAnswer } from './no-answer.ts';
import { type Resolve, resolveByDns } from './resolve.ts';

/** An answer whose body is read while it arrives. */
export interface DownloadAnswer {
  readonly status: number;
  /** The address that answered: the last one of redirects. */
  readonly url: string;
  /** Its `content-type`. */
  readonly type: string | null;
  readonly retryAfter: string | null;
  /** Bytes; null if the server does not say. */
  readonly size: number | null;
  /** Once, from the beginning. @throws NoAnswer if the body breaks off or takes too long */
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface DownloadInit {
  /** A header `authorization` goes to the host of the first address only. */
  readonly headers: Readonly<Record<string, string>>;
  /** Until the status line of each answer. */
  readonly timeoutMs: number;
  /** For the whole body. */
  readonly bodyMs: number;
}

/** Redirects that are followed: providers' links lead to their content network by one or two. */
const MOST_HOPS = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Downloads a file by GET, with the rules of `guardedFetch`. Each redirect is a new address that is checked and pinned anew. `take` reads the body, and its
 * result is the result.
 * @throws ForbiddenAddress, also for an address that a redirect names; NoAnswer; what `take` throws
 */
export const guardedDownload =
  (allow: ReadonlySet<string>, resolve: Resolve = resolveByDns) =>
  async <T>(url: string, init: DownloadInit, take: (answer: DownloadAnswer) => Promise<T>): Promise<T> => {
    const { timeoutMs, bodyMs } = init;
    let { headers } = init;
    let from = url;
    for (let hops = 0; hops <= MOST_HOPS; hops += 1) {
      const { target, lookup } = permitted(from, allow, resolve, timeoutMs);
      const went = await exchangeRead(target, lookup, { method: 'GET', headers, body: '', timeoutMs }, readingBy(target, bodyMs, take));
      if ('taken' in went) return went.taken;
      if (went.to.host !== target.host) headers = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
      from = went.to.href;
    }
    throw new NoAnswer('TOO_MANY_REDIRECTS', true);
  };

type Went<T> = { readonly taken: T } | { readonly to: URL };

const readingBy = <T>(target: URL, bodyMs: number, take: (answer: DownloadAnswer) => Promise<T>): Reading<Went<T>> => ({
  async of(incoming) {
    const { statusCode = 0, headers } = incoming;
    const to = REDIRECTS.has(statusCode) && headers.location !== undefined ? URL.parse(headers.location, target.href) : null;
    if (to) return { to };
    // The request asks for none. A compressed body would have another size than its file.
    if (!/^(identity)?$/i.test(headers['content-encoding']?.trim() ?? '')) throw new NoAnswer('CONTENT_ENCODING', true);
    const length = headers['content-length'];
    const size = length === undefined ? null : Number(length);
    const { 'content-type': type = null, 'retry-after': retryAfter = null } = headers;
    return { taken: await take({ status: statusCode, url: target.href, type, retryAfter, size, bytes: bytesOf(incoming, bodyMs) }) };
  },
  bare: () => Promise.reject(new NoAnswer('UPGRADE', true)),
});

async function* bytesOf(incoming: IncomingMessage, bodyMs: number): AsyncGenerator<Uint8Array, void, undefined> {
  const late = setTimeout(() => incoming.destroy(new NoAnswer('ETIMEDOUT', true)), bodyMs);
  try {
    for await (const chunk of incoming) yield chunk as Buffer;
  } catch (error) {
    throw error instanceof NoAnswer ? error : new NoAnswer('BODY_BROKE_OFF', true, error);
  } finally {
    clearTimeout(late);
  }
}
