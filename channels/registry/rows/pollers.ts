// Made by `npm run channels` from the folders of channels/. Do not edit.
import { poller as trustpilot } from '../../trustpilot/poller.ts';

export const ROWS = {
  trustpilot,
};
