import type { Sender } from '../channel.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import { whatsappCapabilities } from './capabilities.ts';
import { sendWhatsApp } from './send.ts';

export const whatsappSender: Sender<MetaCredentials> = { name: 'whatsapp', capabilities: whatsappCapabilities, send: sendWhatsApp };
