// Made by `npm run channels` from the folders of channels/. Do not edit.

/** Channels whose providers are polled, for code that loads no poller. */
export const POLLED = {
  linkedin: true,
  mail: true,
  trustpilot: true,
};
