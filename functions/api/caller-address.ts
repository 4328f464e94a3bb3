import { createHash, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Secrets } from '../../adapters/secrets/secrets.ts';

/** CloudFront sets it on every call to the API, over whatever its caller sent. */
export const EDGE_HEADER = 'x-parley-edge';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Whose address a call counts for. Behind CloudFront API Gateway sees CloudFront's, and the caller's is the one that CloudFront appended to
 * X-Forwarded-For, before API Gateway appended its own; it counts only when the call proves to come from there, so that nobody who calls the
 * API directly chooses an address. `secretName` '': there is no CloudFront.
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
