import { CSS, HTML, JS } from './assets.ts';

export interface PageFile {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Seen again at every load, so that a new version is never mixed with an old one. */
const FRESH = { 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

/**
 * The first screen, for `GET /`. `wsUrl`: the WebSocket API's public address, without query. Only our own files may run or be
 * called, and the page cannot be framed, so that a hostile text that found a way into the page would find nothing to do there.
 */
export function consolePage(wsUrl: string): PageFile {
  const policy = [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' data:`,
    `connect-src 'self' ${socketOrigin(wsUrl)}`.trim(),
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ];
  return {
    body: HTML.replace(
      '{{wsUrl}}',
      wsUrl.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`),
    ),
    headers: { ...FRESH, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy.join('; ') },
  };
}

export const consoleScript = (): PageFile => ({ body: JS, headers: { ...FRESH, 'content-type': 'text/javascript; charset=utf-8' } });
export const consoleStyle = (): PageFile => ({ body: CSS, headers: { ...FRESH, 'content-type': 'text/css; charset=utf-8' } });

function socketOrigin(wsUrl: string): string {
  return URL.canParse(wsUrl) ? new URL(wsUrl).origin : '';
}
