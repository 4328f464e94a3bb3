import { expect, it } from 'vitest';
import { passkeySite } from '../../../functions/api/passkey-site.ts';

it.each([
  ['https://hub.example/', '', '', '', { rpId: 'hub.example', origins: ['https://hub.example'] }],
  ['http://127.0.0.1:8080', '', '', '', { rpId: 'localhost', origins: ['http://localhost:8080'] }],
  ['http://[::1]:8080', '', '', '', { rpId: 'localhost', origins: ['http://localhost:8080'] }],
  [
    'https://hub.shop.example',
    '',
    'shop.example',
    'https://app.shop.example, ,https://b.shop.example',
    {
      rpId: 'shop.example',
      origins: ['https://hub.shop.example', 'https://app.shop.example', 'https://b.shop.example'],
    },
  ],
  ['', '', 'shop.example', 'https://shop.example', { rpId: 'shop.example', origins: ['https://shop.example'] }],
  ['', '', '', 'https://shop.example', null],
  ['no address', '', '', '', null],
  ['https://hub.example', 'https://hub.example', '', '', { rpId: 'hub.example', origins: ['https://hub.example'] }],
  ['https://hub.example', 'https://console.hub.example', '', '', { rpId: 'hub.example', origins: ['https://hub.example', 'https://console.hub.example'] }],
  ['https://api.example', 'https://notapi.example', '', '', { rpId: 'notapi.example', origins: ['https://api.example', 'https://notapi.example'] }],
  ['https://hub.example', 'https://console.example', 'example', '', { rpId: 'example', origins: ['https://hub.example', 'https://console.example'] }],
])('the address %s, the console at "%s", the domain "%s" and the origins "%s"', (publicUrl, consoleUrl, rpId, origins, site) => {
  expect(passkeySite({ publicUrl, consoleUrl, rpId, origins })).toEqual(site);
});
