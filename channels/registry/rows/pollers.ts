// Made by `npm run channels` from the folders of channels/. Do not edit.
import { poller as linkedin } from '../../linkedin/poller.ts';
import { poller as mail } from '../../mail/poller.ts';
import { poller as trustpilot } from '../../trustpilot/poller.ts';

export const ROWS = {
  linkedin,
  mail,
  trustpilot,
};
