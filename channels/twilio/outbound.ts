import { performing } from '../outbound.ts';
import type { TwilioCredentials } from './credentials.ts';
import { replyByTwilio } from './reply.ts';

export const outbound = performing<TwilioCredentials>({
  reply: replyByTwilio,
  // Loaded by the first template.
  template: async (...given) => (await import('./template.ts')).templateByTwilio(...given),
});
