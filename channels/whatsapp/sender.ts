import type { Sender } from '../channel.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import { MAX_TEXT, sendWhatsApp } from './send.ts';

export const whatsappSender: Sender<MetaCredentials> = {
  name: 'whatsapp',
  capabilities: { maxTextLength: MAX_TEXT, canSend: true, idempotentSend: false },
  send: sendWhatsApp,
};
