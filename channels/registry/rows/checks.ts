// Made by `npm run channels` from the folders of channels/. Do not edit.
import { check as api } from '../../api/check.ts';
import { check as facebook } from '../../facebook/check.ts';
import { check as instagram } from '../../instagram/check.ts';
import { check as linkedin } from '../../linkedin/check.ts';
import { check as livechat } from '../../livechat/check.ts';
import { check as mail } from '../../mail/check.ts';
import { check as telegram } from '../../telegram/check.ts';
import { check as trustpilot } from '../../trustpilot/check.ts';
import { check as twilio } from '../../twilio/check.ts';
import { check as whatsapp } from '../../whatsapp/check.ts';
import { check as x } from '../../x/check.ts';

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
  api,
};
