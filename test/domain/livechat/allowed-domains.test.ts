import { describe, expect, it } from 'vitest';
import { IS_ALLOWED_DOMAIN, isAllowedOrigin } from '../../../domain/livechat/allowed-domains.ts';

describe('a page may show the chat if its host is allowed', () => {
  it.each([
    ['https://shop.example', ['shop.example'], true],
    ['http://shop.example', ['shop.example'], true],
    ['https://shop.example:443', ['shop.example'], true],
    ['https://SHOP.example', ['Shop.Example'], true],
    ['https://www.shop.example', ['shop.example'], false],
    ['https://www.shop.example', ['*.shop.example'], true],
    ['https://a.b.shop.example', ['*.shop.example'], true],
    ['https://shop.example', ['*.shop.example'], false],
    ['https://evil-shop.example', ['*.shop.example', 'shop.example'], false],
    ['https://.shop.example', ['*.shop.example'], false],
    ['https://shop.example.evil.example', ['shop.example', '*.shop.example'], false],
    ['https://shop.example:8443', ['shop.example'], false],
    ['http://localhost:3000', ['localhost:3000'], true],
    ['http://localhost:3001', ['other.example', 'localhost:3000'], false],
    ['https://shop.example@evil.example', ['shop.example'], false],
    ['file://shop.example', ['shop.example'], false],
    ['null', ['shop.example'], false],
    ['', ['shop.example'], false],
    ['shop.example', ['shop.example'], false],
    ['https://shop.example', [], false],
  ])('%s among %j: %s', (origin, allowed, expected) => expect(isAllowedOrigin(origin, allowed)).toBe(expected));
});

describe('an entry of allowedDomains', () => {
  it.each(['shop.example', '*.shop.example', 'localhost:3000', '127.0.0.1:8080', 'xn--bcher-kva.example', 'a'])('may be %s', (entry) =>
    expect(IS_ALLOWED_DOMAIN.test(entry)).toBe(true),
  );
  it.each(['', '*', '*.', 'https://shop.example', 'shop.example/', 'a b', '**.shop.example', 'shop.*', '-a', 'shop.example:'])('may not be %j', (entry) =>
    expect(IS_ALLOWED_DOMAIN.test(entry)).toBe(false),
  );
});
