// Made by `npm run channels` from the folders of channels/. Do not edit.
import { provider as mail } from '../../mail/provider.ts';
import { provider as telegram } from '../../telegram/provider.ts';
import { provider as trustpilot } from '../../trustpilot/provider.ts';
import { provider as twilio } from '../../twilio/provider.ts';
import { provider as whatsapp } from '../../whatsapp/provider.ts';

export const ROWS = {
  whatsapp,
  mail,
  trustpilot,
  telegram,
  twilio,
};
