import { isSigned, signature } from './hmac.ts';

/** The header of channels whose senders sign as the hub asks, because their provider has no signature of its own. */
const HEADER = 'x-parley-signature';

export const hasParleySignature = (
  request: { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string | undefined>> },
  secrets: readonly string[],
): boolean => isSigned(request.body, request.headers[HEADER], secrets);

export const parleySignature = (secret: string, body: string | Uint8Array): Record<typeof HEADER, string> => ({ [HEADER]: signature(secret, body) });
