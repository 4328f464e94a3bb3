import { type IncomingMedia, linked } from '../incoming-media.ts';
import type { TwilioCredentials } from './credentials.ts';

/**
 * `MediaUrl{n}` is a Media resource of the account. An account may protect it by basic authentication; it then redirects to a link that is valid for 4 hours.
 * Only Twilio's own hosts get the credentials.
 * https://www.twilio.com/docs/messaging/api/media-resource and "Protect Media Access with HTTP Basic Authentication" of Twilio's help centre (read 2026-11-29)
 */
export const incomingMedia: IncomingMedia<TwilioCredentials> = {
  async locate(file, { accountSid, authToken }, { baseUrl }) {
    const located = linked(file);
    if (!('url' in located)) return located;
    const { host, hostname } = new URL(located.url);
    const isTwilio = host === new URL(baseUrl).host || /(^|\.)twilio\.com$/.test(hostname);
    return isTwilio ? { ...located, headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` } } : located;
  },
};
