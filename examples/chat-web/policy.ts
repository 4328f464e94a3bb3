export interface Places {
  readonly wsUrl: string;
  /** Where files are uploaded to and shown from. */
  readonly filesOrigin: string;
}

/**
 * Headers of the page. Only its own files may run and style it; it may call its own server, the hub's WebSocket and the store of files; nothing may be written
 * into it as text of HTML (Trusted Types); it cannot be framed.
 */
export function pageHeaders({ wsUrl, filesOrigin }: Places): Readonly<Record<string, string>> {
  const policy = [
    ['default-src', `'none'`],
    ['script-src', `'self'`],
    ['style-src', `'self'`],
    ['img-src', `'self'`, filesOrigin],
    ['connect-src', `'self'`, new URL(wsUrl).origin, filesOrigin],
    ['base-uri', `'none'`],
    ['form-action', `'none'`],
    ['frame-ancestors', `'none'`],
    ['require-trusted-types-for', `'script'`],
    ['trusted-types', `'none'`],
  ];
  return {
    'content-security-policy': policy.map((directive) => directive.join(' ')).join('; '),
    'cache-control': 'no-cache',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
