/** The types of places (DESIGN §2). */
export const CHANNELS = [
  'facebook',
  'instagram',
  'x',
  'whatsapp',
  'linkedin',
  'mail',
  'trustpilot',
  'telegram',
  'twilio',
  'livechat',
  'application',
  'api',
] as const;
export type ChannelName = (typeof CHANNELS)[number];
