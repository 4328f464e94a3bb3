// Made by `npm run channels` from the folders of channels/. Do not edit.
import { outbound as api } from '../../api/outbound.ts';
import { outbound as livechat } from '../../livechat/outbound.ts';
import { outbound as mail } from '../../mail/outbound.ts';
import { outbound as trustpilot } from '../../trustpilot/outbound.ts';
import { outbound as whatsapp } from '../../whatsapp/outbound.ts';

export const ROWS = {
  whatsapp,
  mail,
  trustpilot,
  livechat,
  api,
};
