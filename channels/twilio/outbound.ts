import { performing } from '../outbound.ts';
import type { TwilioCredentials } from './credentials.ts';
import { replyByTwilio } from './reply.ts';
import { templateByTwilio } from './template.ts';

export const outbound = performing<TwilioCredentials>({ reply: replyByTwilio, template: templateByTwilio });
