/**
 * Prefix of the `metadata` of Parley's own messages. Their echoes repeat it; these replies are already in the thread. An echo of another app, or of a person in
 * the Page's inbox, does not have it. https://developers.facebook.com/docs/messenger-platform/reference/send-api, `message.metadata` (read 2026-11)
 */
export const OUR_ECHO = 'parley:';
