import type { Node } from 'constructs';
import { option } from './options.ts';

const DOMAIN = /^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/;
/** A page, or an app on Android (https://developer.android.com/identity/sign-in/credential-manager, read on 2026-11-30). */
const ORIGIN = /^(?:https:\/\/[a-z0-9.-]+(?::\d+)?|android:apk-key-hash:[\w-]+)$/;

/**
 * `-c passkeyDomain=shop.example -c passkeyOrigins=https://app.shop.example`: for pages beside the console. By default, passkeys are for the addresses of the API and the console.
 * @throws for what is no domain or origin
 */
export function passkeySettings(node: Node): Record<'PASSKEY_RP_ID' | 'PASSKEY_ORIGINS', string> {
  const domain = option(node, 'passkeyDomain') ?? '';
  const origins = option(node, 'passkeyOrigins') ?? '';
  if (domain !== '' && !DOMAIN.test(domain)) throw new Error(`-c passkeyDomain=${domain}: is no domain`);
  for (const origin of origins === '' ? [] : origins.split(',')) if (!ORIGIN.test(origin.trim())) throw new Error(`-c passkeyOrigins: ${origin} is no origin`);
  return { PASSKEY_RP_ID: domain, PASSKEY_ORIGINS: origins };
}
