import type { MetaCredentials } from '../meta/credentials.ts';
import { performing } from '../outbound.ts';
import { reactOnWhatsApp } from './reaction.ts';
import { markReadOnWhatsApp, typeOnWhatsApp } from './read-mark.ts';
import { replyOnWhatsApp } from './reply.ts';
import { templateOnWhatsApp } from './template.ts';

export const outbound = performing<MetaCredentials>({
  reply: replyOnWhatsApp,
  template: templateOnWhatsApp,
  react: reactOnWhatsApp,
  markRead: markReadOnWhatsApp,
  typing: typeOnWhatsApp,
});
