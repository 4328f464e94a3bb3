// Made by `npm run channels` from the folders of channels/. Do not edit.

/** Channels whose webhooks are read, for code that loads no parser. */
export const RECEIVING = {
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
  application: true,
  api: true,
};
