import { App } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { passkeySettings } from '../../lib/passkeys.ts';

const settings = (context: Record<string, string>) => passkeySettings(new App({ context }).node);

it('passkeys are for the address of the API, unless the deployment names a domain and origins', () => {
  expect(settings({})).toEqual({ PASSKEY_RP_ID: '', PASSKEY_ORIGINS: '' });
  const origins = 'https://app.shop.example,android:apk-key-hash:aGFzaA';
  expect(settings({ passkeyDomain: 'shop.example', passkeyOrigins: origins })).toEqual({ PASSKEY_RP_ID: 'shop.example', PASSKEY_ORIGINS: origins });
});

it.each<Record<string, string>>([
  { passkeyDomain: 'https://shop.example' },
  { passkeyDomain: 'shop' },
  { passkeyOrigins: 'shop.example' },
  { passkeyOrigins: 'https://shop.example/path' },
  { passkeyOrigins: 'https://shop.example,http://shop.example' },
])('refuses %o', (context) => {
  expect(() => settings(context)).toThrow(/passkey(Domain|Origins)/);
});
