// Made by `npm run channels` from the folders of channels/. Do not edit.
import { outbound as api } from '../../api/outbound.ts';
import { outbound as application } from '../../application/outbound.ts';
import { outbound as facebook } from '../../facebook/outbound.ts';
import { outbound as instagram } from '../../instagram/outbound.ts';
import { outbound as linkedin } from '../../linkedin/outbound.ts';
import { outbound as livechat } from '../../livechat/outbound.ts';
import { outbound as mail } from '../../mail/outbound.ts';
import { outbound as telegram } from '../../telegram/outbound.ts';
import { outbound as trustpilot } from '../../trustpilot/outbound.ts';
import { outbound as twilio } from '../../twilio/outbound.ts';
import { outbound as whatsapp } from '../../whatsapp/outbound.ts';
import { outbound as x } from '../../x/outbound.ts';

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
