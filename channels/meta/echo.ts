/**
 * Begins the `metadata` of our own messages, which their echoes repeat: the reply is in its thread already. An echo of another app, or of a person at the
 * Page's inbox, does not have it. https://developers.facebook.com/docs/messenger-platform/reference/send-api, `message.metadata` (read 2026-11)
 */
export const OUR_ECHO = 'parley:';
