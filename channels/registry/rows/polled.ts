// Made by `npm run channels` from the folders of channels/. Do not edit.

/** Channels whose providers are asked for news, for who loads no poller. */
export const POLLED = {
  trustpilot: true,
};
