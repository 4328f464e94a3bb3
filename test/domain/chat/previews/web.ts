import { typeOf } from '../../../../adapters/files/type-of.ts';
import { readHead } from '../../../../adapters/pages/read-head.ts';
import type { PageAnswer, ReadDeps } from '../../../../domain/chat/previews/read-page.ts';

/** The smallest picture. */
export const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

export interface Served {
  readonly status?: number;
  readonly type?: string | null;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  readonly size?: number;
  /** Where a redirect ended. */
  readonly url?: string;
}

async function* once(body: string | Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.from(body as Uint8Array);
}

const isText = (body: Served['body']): body is string | Uint8Array => typeof body === 'string' || body instanceof Uint8Array;

/** A web of pages by address, and who was visited. An address without a page does not answer. */
export const web = (given: Record<string, Served>) => {
  const pages = { ...given };
  const visits: string[] = [];
  const visit: ReadDeps['visit'] = async (url, _accept, take) => {
    visits.push(url);
    const page = pages[url];
    if (!page) throw Object.assign(new Error('no answer'), { code: 'ENOTFOUND' });
    const { status = 200, type = 'text/html', body = '', size } = page;
    const answer: PageAnswer = { status, type, url: page.url ?? url, size: size ?? null, bytes: isText(body) ? once(body) : body };
    return take(answer);
  };
  return { pages, visits, visit, typeOf, readHead: async (bytes: Uint8Array, type: string | null) => readHead(bytes, type) };
};

export const titled = (title: string, more = ''): Served => ({ body: `<title>${title}</title>${more}` });
