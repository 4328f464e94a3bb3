// Made by `npm run channels` from the folders of channels/. Do not edit.
import { check as facebook } from '../../facebook/check.ts';
import { check as trustpilot } from '../../trustpilot/check.ts';
import { check as whatsapp } from '../../whatsapp/check.ts';

export const ROWS = {
  facebook,
  whatsapp,
  trustpilot,
};
