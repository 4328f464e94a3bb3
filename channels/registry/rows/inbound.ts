// Made by `npm run channels` from the folders of channels/. Do not edit.
import { inbound as api } from '../../api/inbound.ts';
import { inbound as facebook } from '../../facebook/inbound.ts';
import { inbound as livechat } from '../../livechat/inbound.ts';
import { inbound as mail } from '../../mail/inbound.ts';
import { inbound as trustpilot } from '../../trustpilot/inbound.ts';
import { inbound as whatsapp } from '../../whatsapp/inbound.ts';

export const ROWS = {
  facebook,
  whatsapp,
  mail,
  trustpilot,
  livechat,
  api,
};
