// Made by `npm run channels` from the folders of channels/. Do not edit.
import { provider as facebook } from '../../facebook/provider.ts';
import { provider as instagram } from '../../instagram/provider.ts';
import { provider as linkedin } from '../../linkedin/provider.ts';
import { provider as mail } from '../../mail/provider.ts';
import { provider as telegram } from '../../telegram/provider.ts';
import { provider as trustpilot } from '../../trustpilot/provider.ts';
import { provider as twilio } from '../../twilio/provider.ts';
import { provider as whatsapp } from '../../whatsapp/provider.ts';
import { provider as x } from '../../x/provider.ts';

export const ROWS = {
  facebook,
  instagram,
  x,
  whatsapp,
  linkedin,
  mail,
  trustpilot,
  telegram,
  twilio,
};
