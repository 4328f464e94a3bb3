// Made by `npm run channels` from the folders of channels/. Do not edit.
import { capabilities as api } from '../../api/capabilities.ts';
import { capabilities as application } from '../../application/capabilities.ts';
import { capabilities as facebook } from '../../facebook/capabilities.ts';
import { capabilities as instagram } from '../../instagram/capabilities.ts';
import { capabilities as linkedin } from '../../linkedin/capabilities.ts';
import { capabilities as livechat } from '../../livechat/capabilities.ts';
import { capabilities as mail } from '../../mail/capabilities.ts';
import { capabilities as telegram } from '../../telegram/capabilities.ts';
import { capabilities as trustpilot } from '../../trustpilot/capabilities.ts';
import { capabilities as twilio } from '../../twilio/capabilities.ts';
import { capabilities as whatsapp } from '../../whatsapp/capabilities.ts';
import { capabilities as x } from '../../x/capabilities.ts';

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
  livechat,
  application,
  api,
};
