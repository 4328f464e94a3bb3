import { PROVIDERS } from '../channels/registry/providers.ts';
import type { Profile } from './profile.ts';

/**
 * Environment variables of the functions. Default values are included, because a laptop's shell can override only variables that
 * a stack sets.
 */

/** For functions that run commands on tickets. */
export const ticketSettings = (profile: Profile): Record<string, string> => ({
  TICKET_CLOSED_AFTER_MINS: '1440',
  ACTIVITY_SHARDS: String(profile.activityShards),
  RULE_DEPTH_LIMIT: '5',
  RULE_CALLS_PER_HOUR: '100',
});

/** For functions that read or change counters. */
export const counterSettings = (profile: Profile): Record<string, string> => ({ COUNTER_SHARDS: String(profile.counterShards) });

/** For the WebSocket gateway: frames that one connection may send. */
export const frameSettings = (): Record<string, string> => ({ SOCKET_FRAMES_PER_SECOND: '20' });

/** For the fan-out of chats: how long a device may take to acknowledge. */
export const fanOutSettings = (): Record<string, string> => ({ ACK_WAIT_SECONDS: '10' });

/** For the API: attempts a minute, and the time limit of a recount within a request. */
export const limitSettings = (): Record<string, string> => ({
  RECOUNT_WITHIN_MS: '15000',
  SIGN_IN_FAILURES_PER_ACCOUNT: '10',
  SIGN_IN_FAILURES_PER_ADDRESS: '100',
  REGISTRATIONS_PER_ADDRESS: '30',
  PASSWORD_RESETS_PER_ADDRESS: '30',
  LIVECHAT_SESSIONS_PER_ADDRESS: '60',
  LIVECHAT_POSTS_PER_VISITOR: '60',
  LIVECHAT_POSTS_PER_ADDRESS: '600',
});

/**
 * For the sender: the base URLs of the providers' APIs, which a laptop's launcher replaces with the provider simulator. A deployment
 * may call no internal address, so the list of exceptions is empty.
 */
export const senderSettings = (): Record<string, string> => ({
  ...PROVIDERS,
  PARLEY_OUTGOING_ALLOW: '',
  SEND_TIMEOUT_MS: '10000',
  SEND_PAUSE_MS: '2000',
  SEND_REPEAT_FOR_MINS: '240',
});

/** Of the sender of rules' calls, which mails escalations too. */
export const actionSettings = (): Record<string, string> => ({
  ...PROVIDERS,
  SEND_TIMEOUT_MS: '10000',
  SEND_PAUSE_MS: '2000',
  ACTION_REPEAT_FOR_MINS: '60',
});

/** For the sender of events for the ticket helper. */
export const helperSettings = (): Record<string, string> => ({ TICKET_HELPER_REPEAT_FOR_MINS: '240' });

/** For the sender of events for customers' webhooks. */
export const webhookSettings = (): Record<string, string> => ({
  SEND_TIMEOUT_MS: '10000',
  WEBHOOK_REPEAT_FOR_MINS: '4320',
});

/** For the function that fetches the files of customers' messages, and the pages of links in chats. */
export const mediaSettings = (): Record<string, string> => ({
  ...PROVIDERS,
  PARLEY_OUTGOING_ALLOW: '',
  SEND_TIMEOUT_MS: '10000',
  MEDIA_REPEAT_FOR_MINS: '240',
  MEDIA_MAX_BYTES: '104857600',
  LINK_PREVIEWS_PER_MINUTE: '120',
});

/** For the sender of pushes. */
export const pushSettings = (): Record<string, string> => ({ SEND_TIMEOUT_MS: '10000', PUSH_AGAIN_SECONDS: '60', PUSH_TTL_MINS: '1440' });

/** For the caller of the AI toolbox. */
export const toolboxSettings = (): Record<string, string> => ({ ANALYSIS_REPEAT_FOR_MINS: '60' });
