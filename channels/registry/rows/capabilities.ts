// Made by `npm run channels` from the folders of channels/. Do not edit.
import { capabilities as api } from '../../api/capabilities.ts';
import { capabilities as livechat } from '../../livechat/capabilities.ts';
import { capabilities as mail } from '../../mail/capabilities.ts';
import { capabilities as trustpilot } from '../../trustpilot/capabilities.ts';
import { capabilities as whatsapp } from '../../whatsapp/capabilities.ts';

export const ROWS = {
  whatsapp,
  mail,
  trustpilot,
  livechat,
  api,
};
