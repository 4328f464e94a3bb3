// Made by `npm run channels` from the folders of channels/. Do not edit.
import { inbound as api } from '../../api/inbound.ts';
import { inbound as application } from '../../application/inbound.ts';
import { inbound as facebook } from '../../facebook/inbound.ts';
import { inbound as instagram } from '../../instagram/inbound.ts';
import { inbound as linkedin } from '../../linkedin/inbound.ts';
import { inbound as livechat } from '../../livechat/inbound.ts';
import { inbound as mail } from '../../mail/inbound.ts';
import { inbound as telegram } from '../../telegram/inbound.ts';
import { inbound as trustpilot } from '../../trustpilot/inbound.ts';
import { inbound as twilio } from '../../twilio/inbound.ts';
import { inbound as whatsapp } from '../../whatsapp/inbound.ts';
import { inbound as x } from '../../x/inbound.ts';

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
