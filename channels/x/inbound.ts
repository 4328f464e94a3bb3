import type { Inbound } from '../inbound.ts';
import type { XCredentials } from './credentials.ts';
import { parseX } from './parse.ts';
import { challengeOfX, isSignedByX } from './signature.ts';

/** An account at X, by the Account Activity API v2. An account is a user id; a thread is the user id of the person who writes. */
export const inbound: Inbound<XCredentials> = {
  handshake: challengeOfX,
  verify: isSignedByX,
  parse: async (request, { userId }) => parseX(request, userId),
  accepted: { status: 200, body: '', contentType: 'text/plain' },
};
