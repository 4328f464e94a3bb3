import { isSigned, signature } from './hmac.ts';

/** The signature header of channels whose provider does not sign. The senders sign as Parley defines it. */
const HEADER = 'x-parley-signature';

export const hasParleySignature = (
  request: { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string | undefined>> },
  secrets: readonly string[],
): boolean => isSigned(request.body, request.headers[HEADER], secrets);

export const parleySignature = (secret: string, body: string | Uint8Array): Record<typeof HEADER, string> => ({ [HEADER]: signature(secret, body) });
