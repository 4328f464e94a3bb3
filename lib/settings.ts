import { PROVIDERS } from '../channels/registry/providers.ts';
import type { Profile } from './profile.ts';

/**
 * Settings of the app by function, as the functions read them. Their defaults are named here all the same, because a laptop's
 * shell may replace what a stack names and nothing else.
 */

/** Of functions that run commands on tickets. */
export const ticketSettings = (profile: Profile): Record<string, string> => ({
  TICKET_CLOSED_AFTER_MINS: '1440',
  ACTIVITY_SHARDS: String(profile.activityShards),
  RULE_DEPTH_LIMIT: '5',
  RULE_CALLS_PER_HOUR: '100',
});

/** Of functions that read or move counters. */
export const counterSettings = (profile: Profile): Record<string, string> => ({ COUNTER_SHARDS: String(profile.counterShards) });

/** Of the gateway of sockets: frames that one connection may send. */
export const frameSettings = (): Record<string, string> => ({ SOCKET_FRAMES_PER_SECOND: '20' });

/** Of the API: attempts a minute, and how long it counts itself. */
export const limitSettings = (): Record<string, string> => ({
  RECOUNT_WITHIN_MS: '15000',
  SIGN_IN_FAILURES_PER_ACCOUNT: '10',
  SIGN_IN_FAILURES_PER_ADDRESS: '100',
  REGISTRATIONS_PER_ADDRESS: '30',
});

/**
 * Of the sender: the base addresses of the providers' APIs, which a laptop's launcher replaces by the provider simulator. Nothing
 * internal may be called from a deployment: the list of exceptions stays empty.
 */
export const senderSettings = (): Record<string, string> => ({
  ...PROVIDERS,
  PARLEY_OUTGOING_ALLOW: '',
  SEND_TIMEOUT_MS: '10000',
  SEND_REPEAT_FOR_MINS: '240',
});

/** Of the sender of rules' calls, which mails escalations too. */
export const actionSettings = (): Record<string, string> => ({ ...PROVIDERS, SEND_TIMEOUT_MS: '10000', ACTION_REPEAT_FOR_MINS: '60' });

/** Of the sender of events for the ticket helper. */
export const helperSettings = (): Record<string, string> => ({ TICKET_HELPER_REPEAT_FOR_MINS: '240' });

/** Of the caller of the AI toolbox. */
export const toolboxSettings = (): Record<string, string> => ({ ANALYSIS_REPEAT_FOR_MINS: '60' });
