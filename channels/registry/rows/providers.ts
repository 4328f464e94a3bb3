// Made by `npm run channels` from the folders of channels/. Do not edit.
import { provider as facebook } from '../../facebook/provider.ts';
import { provider as mail } from '../../mail/provider.ts';
import { provider as trustpilot } from '../../trustpilot/provider.ts';
import { provider as whatsapp } from '../../whatsapp/provider.ts';

export const ROWS = {
  facebook,
  whatsapp,
  mail,
  trustpilot,
};
