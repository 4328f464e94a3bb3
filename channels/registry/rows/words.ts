// Made by `npm run channels` from the folders of channels/. Do not edit.
import { words as api } from '../../api/words.ts';
import { words as application } from '../../application/words.ts';
import { words as facebook } from '../../facebook/words.ts';
import { words as instagram } from '../../instagram/words.ts';
import { words as linkedin } from '../../linkedin/words.ts';
import { words as livechat } from '../../livechat/words.ts';
import { words as mail } from '../../mail/words.ts';
import { words as telegram } from '../../telegram/words.ts';
import { words as trustpilot } from '../../trustpilot/words.ts';
import { words as twilio } from '../../twilio/words.ts';
import { words as whatsapp } from '../../whatsapp/words.ts';
import { words as x } from '../../x/words.ts';

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
