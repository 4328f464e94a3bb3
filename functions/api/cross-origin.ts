import type { ApiRequest } from './request.ts';

const isLivechat = ({ path }: Pick<ApiRequest, 'path'>): boolean => path.startsWith('/v1/livechat/');

/**
 * A browser's question before a call from a page of another host (Fetch standard, "CORS-preflight fetch", fetch.spec.whatwg.org, read 2026-11-29). Only the live
 * chat is called from other pages.
 */
export const isPreflight = (request: Pick<ApiRequest, 'method' | 'path'>): boolean => request.method === 'OPTIONS' && isLivechat(request);

/**
 * Lets pages of other hosts read the answers of the live chat's calls. Any host: no call has a cookie, and the handlers hold the page's `Origin` against the origin's
 * `allowedDomains`, which a preflight, without a credential, cannot name.
 */
export const crossOrigin = (request: Pick<ApiRequest, 'method' | 'path'>): Readonly<Record<string, string>> => {
  if (!isLivechat(request)) return {};
  const readable = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after, x-correlation-id' };
  if (request.method !== 'OPTIONS') return readable;
  return {
    ...readable,
    'access-control-allow-methods': 'GET, POST, PUT',
    'access-control-allow-headers': 'authorization, content-type, x-correlation-id',
    'access-control-max-age': '7200',
  };
};
