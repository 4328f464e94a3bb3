// Made by `npm run channels` from the folders of channels/. Do not edit.
import { capabilities as api } from '../../api/capabilities.ts';
import { capabilities as facebook } from '../../facebook/capabilities.ts';
import { capabilities as instagram } from '../../instagram/capabilities.ts';
import { capabilities as mail } from '../../mail/capabilities.ts';
import { capabilities as trustpilot } from '../../trustpilot/capabilities.ts';
import { capabilities as whatsapp } from '../../whatsapp/capabilities.ts';

export const ROWS = {
  facebook,
  instagram,
  whatsapp,
  mail,
  trustpilot,
  api,
};
