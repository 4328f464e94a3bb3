// Made by `npm run channels` from the folders of channels/. Do not edit.
import { inbound as api } from '../../api/inbound.ts';
import { inbound as facebook } from '../../facebook/inbound.ts';
import { inbound as linkedin } from '../../linkedin/inbound.ts';
import { inbound as mail } from '../../mail/inbound.ts';
import { inbound as trustpilot } from '../../trustpilot/inbound.ts';
import { inbound as whatsapp } from '../../whatsapp/inbound.ts';
import { inbound as x } from '../../x/inbound.ts';

export const ROWS = {
  facebook,
  x,
  whatsapp,
  linkedin,
  mail,
  trustpilot,
  api,
};
