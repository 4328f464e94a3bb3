/** Origins beside its own that the page may use. */
export interface Sources {
  /** The WebSocket API. */
  readonly feeds: readonly string[];
  /** Where files are uploaded to and shown from. */
  readonly buckets: readonly string[];
}

/** Of every file: no referrers, no guessing of types. */
export const SAFE_HEADERS = { 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' } as const;

/**
 * The policy of the console's page (`npm run console-build`). Only its own files may run, style and be called; nothing may be written into the page as text of HTML; it cannot be framed.
 * A hub on a laptop sends it with the page (`pageHeaders`), CloudFront with every file (lib/console-stack.ts).
 */
export const contentPolicy = ({ feeds, buckets }: Sources): string =>
  [
    ['default-src', `'none'`],
    ['script-src', `'self'`],
    ['style-src', `'self'`],
    ['font-src', `'self'`],
    ['img-src', `'self'`, ...buckets],
    ['media-src', `'self'`, ...buckets],
    ['connect-src', `'self'`, ...feeds, ...buckets],
    ['base-uri', `'none'`],
    ['form-action', `'none'`],
    ['frame-ancestors', `'none'`],
    ['require-trusted-types-for', `'script'`],
    // One address of a script is made in the page: that of the worker for pushes (decision 0941).
    ['trusted-types', 'parley-worker'],
  ]
    .map((directive) => directive.join(' '))
    .join('; ');

/** The headers of the page. `wsUrl`: the WebSocket API's address. `buckets`: origins that files are uploaded to and shown from. */
export function pageHeaders(wsUrl: string, buckets: readonly string[] = []): Readonly<Record<string, string>> {
  const feeds = URL.canParse(wsUrl) ? [new URL(wsUrl).origin] : [];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentPolicy({ feeds, buckets }),
    'cache-control': 'no-cache',
    ...SAFE_HEADERS,
  };
}
