/**
 * The headers of the new console's page (`npm run console-build`). Only its own files may run, style and be called; nothing may be written into the
 * page as text of HTML; it cannot be framed. `wsUrl`: the WebSocket API's address. `buckets`: origins that files are uploaded to and shown from.
 */
export function pageHeaders(wsUrl: string, buckets: readonly string[] = []): Readonly<Record<string, string>> {
  const feed = URL.canParse(wsUrl) ? [new URL(wsUrl).origin] : [];
  const policy = [
    ['default-src', `'none'`],
    ['script-src', `'self'`],
    ['style-src', `'self'`],
    ['font-src', `'self'`],
    ['img-src', `'self'`, ...buckets],
    ['media-src', `'self'`, ...buckets],
    ['connect-src', `'self'`, ...feed, ...buckets],
    ['base-uri', `'none'`],
    ['form-action', `'none'`],
    ['frame-ancestors', `'none'`],
    ['require-trusted-types-for', `'script'`],
    // One address of a script is made in the page: that of the worker for pushes (decision 0941).
    ['trusted-types', 'parley-worker'],
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.map((directive) => directive.join(' ')).join('; '),
    'cache-control': 'no-cache',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
