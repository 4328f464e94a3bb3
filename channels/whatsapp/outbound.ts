import type { MetaCredentials } from '../meta/credentials.ts';
import { performing } from '../outbound.ts';
import { replyOnWhatsApp } from './reply.ts';

export const outbound = performing<MetaCredentials>({
  reply: replyOnWhatsApp,
  template: async (...given) => (await import('./template.ts')).templateOnWhatsApp(...given),
  react: async (...given) => (await import('./reaction.ts')).reactOnWhatsApp(...given),
  markRead: async (...given) => (await import('./read-mark.ts')).markReadOnWhatsApp(...given),
  typing: async (...given) => (await import('./read-mark.ts')).typeOnWhatsApp(...given),
});
