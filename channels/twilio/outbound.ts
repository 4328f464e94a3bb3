import { performing } from '../outbound.ts';
import type { TwilioCredentials } from './credentials.ts';
import { replyByTwilio } from './reply.ts';

export const outbound = performing<TwilioCredentials>({ reply: replyByTwilio });
