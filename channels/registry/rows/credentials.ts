// Made by `npm run channels` from the folders of channels/. Do not edit.
import { credentials as api } from '../../api/credentials.ts';
import { credentials as application } from '../../application/credentials.ts';
import { credentials as facebook } from '../../facebook/credentials.ts';
import { credentials as instagram } from '../../instagram/credentials.ts';
import { credentials as linkedin } from '../../linkedin/credentials.ts';
import { credentials as livechat } from '../../livechat/credentials.ts';
import { credentials as mail } from '../../mail/credentials.ts';
import { credentials as telegram } from '../../telegram/credentials.ts';
import { credentials as trustpilot } from '../../trustpilot/credentials.ts';
import { credentials as twilio } from '../../twilio/credentials.ts';
import { credentials as whatsapp } from '../../whatsapp/credentials.ts';
import { credentials as x } from '../../x/credentials.ts';

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
