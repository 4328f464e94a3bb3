import { createHmac } from 'node:crypto';

export const hexHmac = (secret: string, body: string | Uint8Array): string => createHmac('sha256', secret).update(body).digest('hex');
/** Meta: "Validating payloads", developers.facebook.com, read November 2026. */
export const metaSignature = (appSecret: string, body: string | Uint8Array): Record<string, string> => ({
  'x-hub-signature-256': `sha256=${hexHmac(appSecret, body)}`,
});
/** Ours, for mail and the api channel. */
export const parleySignature = (secret: string, body: string | Uint8Array): Record<string, string> => ({
  'x-parley-signature': `sha256=${hexHmac(secret, body)}`,
});
