import type { ChannelName } from '../domain/origins/channels.ts';
import type { Capabilities, CapabilitiesOf } from '../domain/outbound/capabilities.ts';
import { apiCapabilities } from './api/capabilities.ts';
import { facebookCapabilities } from './facebook/capabilities.ts';
import { mailCapabilities } from './mail/capabilities.ts';
import { whatsappCapabilities } from './whatsapp/capabilities.ts';

/** Of channels whose sender is not built yet. */
const NOTHING: Capabilities = { canSend: false, maxTextLength: null, files: false, replyWindowHours: null, idempotentSend: false };

const ROWS: Readonly<Record<ChannelName, Capabilities>> = {
  facebook: facebookCapabilities,
  instagram: NOTHING,
  x: NOTHING,
  whatsapp: whatsappCapabilities,
  linkedin: NOTHING,
  mail: mailCapabilities,
  trustpilot: NOTHING,
  telegram: NOTHING,
  twilio: NOTHING,
  livechat: NOTHING,
  api: apiCapabilities,
};

/** What each channel can send, as data: who checks a reply before it is sent loads neither parser nor sender. */
export const capabilitiesOf: CapabilitiesOf = (channel) => ROWS[channel];
