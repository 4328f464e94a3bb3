// Made by `node scripts/channels.ts --write` from the folders of channels/. Do not edit.
import { provider as whatsapp } from '../../whatsapp/provider.ts';

export const ROWS = {
  whatsapp,
};
