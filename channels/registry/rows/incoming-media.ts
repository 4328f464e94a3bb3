// Made by `npm run channels` from the folders of channels/. Do not edit.
import { incomingMedia as telegram } from '../../telegram/incoming-media.ts';
import { incomingMedia as twilio } from '../../twilio/incoming-media.ts';
import { incomingMedia as whatsapp } from '../../whatsapp/incoming-media.ts';

export const ROWS = {
  whatsapp,
  telegram,
  twilio,
};
