// Made by `npm run channels` from the folders of channels/. Do not edit.

/** Channels whose credentials a call checks, for code that makes no call. */
export const CHECKED = {
  facebook: true,
  instagram: true,
  x: true,
  whatsapp: true,
  linkedin: true,
  mail: true,
  trustpilot: true,
  telegram: true,
  twilio: true,
  livechat: true,
  api: true,
};
