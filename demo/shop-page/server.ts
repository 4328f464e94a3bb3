import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { VISITOR } from '../shop/visitor.ts';
import { pageHtml, SCRIPT, STYLE } from './content.ts';

export interface ShopPage {
  /** The hub's address, which also serves the widget. */
  readonly hubUrl: string;
  readonly wsUrl: string;
  /** The live chat of the shop. */
  readonly originId: string;
  readonly identitySecret: string;
}

const LANGUAGES = ['en', 'it', 'de', 'ar'];
const TITLES: Readonly<Record<string, string>> = { '/': 'Light for the evening', '/delivery': 'Delivery' };

/** As strict as a policy can be, with what the widget needs (docs/widget.md). */
export const shopPolicy = ({ hubUrl, wsUrl }: Pick<ShopPage, 'hubUrl' | 'wsUrl'>): string => {
  const [hub, feed] = [new URL(hubUrl).origin, new URL(wsUrl).origin];
  return [
    `default-src 'none'`,
    `script-src 'self' ${hub}`,
    `style-src 'self'`,
    `connect-src 'self' ${hub} ${feed}`,
    `img-src data: ${hub}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
};

/** The pages of the demo's shop, on an origin of their own, with the chat widget. `?lang=ar` shows another language. */
export function createShopPage(shop: ShopPage): Server {
  const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': shopPolicy(shop) };
  const text = (response: ServerResponse, type: string, body: string): void =>
    void response.writeHead(200, { ...headers, 'content-type': `${type}; charset=utf-8` }).end(body);
  return createServer((request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop');
    const title = TITLES[pathname];
    if (pathname === '/shop.css') return text(response, 'text/css', STYLE);
    if (pathname === '/shop.js') return text(response, 'text/javascript', SCRIPT);
    if (pathname === '/me.json') return text(response, 'application/json', JSON.stringify(signedIn(shop.identitySecret)));
    if (title === undefined) return void response.writeHead(404, headers).end();
    const asked = searchParams.get('lang') ?? 'en';
    const language = LANGUAGES.includes(asked) ? asked : 'en';
    text(response, 'text/html', pageHtml({ widgetUrl: `${shop.hubUrl}/widget.js`, originId: shop.originId, language, title }));
  });
}

/** The customer who signs in at the shop; the shop's server vouches for the id. */
const signedIn = (secret: string) => ({ ...VISITOR, hash: createHmac('sha256', secret).update(VISITOR.id).digest('hex') });
