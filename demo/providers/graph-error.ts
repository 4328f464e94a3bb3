import { randomBytes, timingSafeEqual } from 'node:crypto';

/** An answer of Meta's Graph API. */
export interface GraphAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (of 2026-05-27) */
export function graphError(status: number, code: number, message: string, details?: string): GraphAnswer {
  const data = details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } };
  return { status, body: { error: { message, type: 'OAuthException', code, ...data, fbtrace_id: `A${randomBytes(11).toString('base64url')}` } } };
}

export const missing = (what: string): GraphAnswer => graphError(400, 131008, '(#131008) Required parameter is missing', `The parameter ${what} is required.`);
export const invalid = (details: string): GraphAnswer => graphError(400, 100, '(#100) Invalid parameter', details);

/**
 * Null for the right token. `expectedToken`: the account's access token, or undefined if the simulator does not know the account. In that case any
 * bearer token is accepted (a laptop's own origins may have invented credentials).
 */
export function refusedToken(authorization: string | undefined, expectedToken: string | undefined): GraphAnswer | null {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return graphError(401, 190, 'An access token is required to request this resource.');
  if (expectedToken !== undefined && !sameText(token, expectedToken)) return graphError(401, 190, 'Invalid OAuth access token - Cannot parse access token');
  return null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
