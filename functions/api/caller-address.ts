import { createHash, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Secrets } from '../../adapters/secrets/secrets.ts';

/** CloudFront sets this header on every call to the API and overwrites what the caller sent. */
export const EDGE_HEADER = 'x-parley-edge';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * The caller's address, for rate limits. Behind CloudFront, API Gateway sees CloudFront's address. CloudFront appends the caller's to
 * X-Forwarded-For, and API Gateway then appends CloudFront's. The header counts only if the call proves that it came through CloudFront, so that
 * nobody who calls the API directly can choose an address. `secretName` '': there is no CloudFront.
 */
export function callerAddressFrom(secrets: Pick<Secrets, 'get'>, secretName: string): (event: APIGatewayProxyEventV2) => Promise<string> {
  return async (event) => {
    const seen = event.requestContext.http.sourceIp;
    const proof = event.headers[EDGE_HEADER];
    if (secretName === '' || proof === undefined) return seen;
    const secret = await secrets.get(secretName);
    if (secret === undefined || !timingSafeEqual(digest(proof), digest(secret))) return seen;
    const chain = (event.headers['x-forwarded-for'] ?? '').split(',').map((address) => address.trim());
    return chain.at(-2) || seen;
  };
}
