import { isSigned } from '../hmac.ts';
import type { RawRequest } from '../inbound.ts';

/**
 * Meta signs every event notification: `X-Hub-Signature-256: sha256=<hex HMAC-SHA-256 of the payload under the app's secret>`.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads (read 2026-11)
 */
export const isSignedByMeta = (request: RawRequest, secrets: readonly { readonly appSecret: string }[]): boolean =>
  isSigned(
    request.body,
    request.headers['x-hub-signature-256'],
    secrets.map(({ appSecret }) => appSecret),
  );
