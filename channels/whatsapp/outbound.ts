import type { MetaCredentials } from '../meta/credentials.ts';
import { performing } from '../outbound.ts';
import { markReadOnWhatsApp, typeOnWhatsApp } from './read-mark.ts';
import { replyOnWhatsApp } from './reply.ts';
import { templateOnWhatsApp } from './template.ts';

export const outbound = performing<MetaCredentials>({
  reply: replyOnWhatsApp,
  template: templateOnWhatsApp,
  markRead: markReadOnWhatsApp,
  typing: typeOnWhatsApp,
});
