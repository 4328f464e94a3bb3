// Made by `npm run channels` from the folders of channels/. Do not edit.

/** Channels whose credentials a call checks, for code that makes no call. */
export const CHECKED = {
  facebook: true,
  whatsapp: true,
  trustpilot: true,
};
