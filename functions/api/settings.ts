import * as z from 'zod';
import { CALLS_PER_HOUR, MAX_DEPTH } from '../../domain/automation/outgoing-budget.ts';
import type { PasskeySite } from '../../domain/people/passkeys/webauthn.ts';
import { passkeySite } from './passkey-site.ts';

/** Names of the API's environment; each has a row in docs/configuration.md. */
const environment = z.object({
  APP_SECRETS_NAME: z.string().min(1),
  EDGE_SECRET_NAME: z.string().default(''),
  BULK_QUEUE_URL: z.string().default(''),
  OUTBOUND_QUEUE_URL: z.string().default(''),
  DELIVERY_QUEUE_URL: z.string().default(''),
  TIMER_QUEUE_URL: z.string().default(''),
  ANALYSIS_QUEUE_URL: z.string().default(''),
  WEBHOOKS_QUEUE_URL: z.string().default(''),
  AITOOLBOX_SERVICE_URL: z.string().default(''),
  AI_WITHIN_MS: z.coerce.number().int().min(0).max(20_000).default(8_000),
  PEOPLE_QUEUE_URL: z.string().default(''),
  USER_SERVICE_URL: z.string().default(''),
  WS_URL: z.string().default(''),
  PARLEY_PUBLIC_URL: z.string().default(''),
  PARLEY_CONSOLE_URL: z.string().default(''),
  PARLEY_OUTGOING_ALLOW: z.string().default(''),
  PASSKEY_RP_ID: z.string().default(''),
  PASSKEY_ORIGINS: z.string().default(''),
  MAIL_FROM: z.string().default(''),
  MAIL_IDENTITIES: z.string().default('*'),
  PUSH_APNS_APPLICATION_ARN: z.string().default(''),
  PUSH_FCM_APPLICATION_ARN: z.string().default(''),
  TICKET_CLOSED_AFTER_MINS: z.coerce.number().positive().default(1440),
  RULE_DEPTH_LIMIT: z.coerce.number().int().min(1).max(100).default(MAX_DEPTH),
  RULE_CALLS_PER_HOUR: z.coerce.number().int().min(1).default(CALLS_PER_HOUR),
  ACTIVITY_SHARDS: z.coerce.number().int().min(1).max(64).default(1),
  COUNTER_SHARDS: z.coerce.number().int().min(1).max(64).default(1),
  RECOUNT_WITHIN_MS: z.coerce.number().int().min(0).max(20_000).default(15_000),
  SIGN_IN_FAILURES_PER_ACCOUNT: z.coerce.number().int().min(1).default(10),
  SIGN_IN_FAILURES_PER_ADDRESS: z.coerce.number().int().min(1).default(100),
  REGISTRATIONS_PER_ADDRESS: z.coerce.number().int().min(1).default(30),
  PASSWORD_RESETS_PER_ADDRESS: z.coerce.number().int().min(1).default(30),
  LIVECHAT_SESSIONS_PER_ADDRESS: z.coerce.number().int().min(1).default(60),
  LIVECHAT_POSTS_PER_VISITOR: z.coerce.number().int().min(1).default(60),
  LIVECHAT_POSTS_PER_ADDRESS: z.coerce.number().int().min(1).default(600),
});

export interface ApiSettings {
  readonly appSecretsName: string;
  /** '' without CloudFront. */
  readonly edgeSecretName: string;
  readonly bulkQueueUrl: string;
  readonly outboundQueueUrl: string;
  readonly deliveryQueueUrl: string;
  readonly timerQueueUrl: string;
  readonly analysisQueueUrl: string;
  readonly webhooksQueueUrl: string;
  /** Whether the deployment has an AI toolbox; another function calls it. */
  readonly hasToolbox: boolean;
  /** How long a request waits for the answer of an AI before it continues as a job. */
  readonly aiWithinMs: number;
  /** The queue for calls of the user service; '' without a service. */
  readonly peopleQueueUrl: string;
  readonly wsUrl: string;
  readonly publicUrl: string;
  /** Where the console is; the deployment's own address unless it has another one. */
  readonly consoleUrl: string;
  /** Where passkeys count; null if the deployment does not know its own address. */
  readonly passkeys: PasskeySite | null;
  readonly outgoingAllow: string;
  /** The address of mails about accounts; '' if there are none. */
  readonly mailFrom: string;
  /** Domains and addresses from which the deployment may send mail, `*` for every one. */
  readonly mailIdentities: string;
  /** Kinds of mobile devices that the deployment can push to. */
  readonly mobilePush: { readonly apns: boolean; readonly fcm: boolean };
  readonly ticketClosedAfterMs: number;
  /** The loop guard of rules. */
  readonly ruleLimits: { readonly depth: number; readonly callsPerHour: number };
  readonly activityShards: number;
  readonly counterShards: number;
  /** A recount that takes longer continues in the background. */
  readonly recountWithinMs: number;
  /** Per minute. */
  readonly limits: {
    readonly signInFailuresPerAccount: number;
    readonly signInFailuresPerAddress: number;
    readonly registrationsPerAddress: number;
    readonly passwordResetsPerAddress: number;
    readonly livechatSessionsPerAddress: number;
    readonly livechatPostsPerVisitor: number;
    readonly livechatPostsPerAddress: number;
  };
}

/** @throws when a variable is missing or malformed, naming it */
export function readSettings(env: Readonly<Record<string, string | undefined>>): ApiSettings {
  // An empty variable counts as unset, because CloudFormation passes "no value" as an empty text.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = environment.safeParse(given);
  if (!result.success) throw new Error(`environment: ${result.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`);
  const e = result.data;
  return {
    appSecretsName: e.APP_SECRETS_NAME,
    edgeSecretName: e.EDGE_SECRET_NAME,
    bulkQueueUrl: e.BULK_QUEUE_URL,
    outboundQueueUrl: e.OUTBOUND_QUEUE_URL,
    deliveryQueueUrl: e.DELIVERY_QUEUE_URL,
    timerQueueUrl: e.TIMER_QUEUE_URL,
    analysisQueueUrl: e.ANALYSIS_QUEUE_URL,
    webhooksQueueUrl: e.WEBHOOKS_QUEUE_URL,
    hasToolbox: e.AITOOLBOX_SERVICE_URL !== '',
    aiWithinMs: e.AI_WITHIN_MS,
    peopleQueueUrl: e.USER_SERVICE_URL === '' ? '' : e.PEOPLE_QUEUE_URL,
    wsUrl: e.WS_URL,
    publicUrl: e.PARLEY_PUBLIC_URL,
    consoleUrl: e.PARLEY_CONSOLE_URL || e.PARLEY_PUBLIC_URL,
    passkeys: passkeySite({ publicUrl: e.PARLEY_PUBLIC_URL, consoleUrl: e.PARLEY_CONSOLE_URL, rpId: e.PASSKEY_RP_ID, origins: e.PASSKEY_ORIGINS }),
    outgoingAllow: e.PARLEY_OUTGOING_ALLOW,
    mailFrom: e.MAIL_FROM,
    mailIdentities: e.MAIL_IDENTITIES,
    mobilePush: { apns: e.PUSH_APNS_APPLICATION_ARN !== '', fcm: e.PUSH_FCM_APPLICATION_ARN !== '' },
    ticketClosedAfterMs: Math.round(e.TICKET_CLOSED_AFTER_MINS * 60_000),
    ruleLimits: { depth: e.RULE_DEPTH_LIMIT, callsPerHour: e.RULE_CALLS_PER_HOUR },
    activityShards: e.ACTIVITY_SHARDS,
    counterShards: e.COUNTER_SHARDS,
    recountWithinMs: e.RECOUNT_WITHIN_MS,
    limits: {
      signInFailuresPerAccount: e.SIGN_IN_FAILURES_PER_ACCOUNT,
      signInFailuresPerAddress: e.SIGN_IN_FAILURES_PER_ADDRESS,
      registrationsPerAddress: e.REGISTRATIONS_PER_ADDRESS,
      passwordResetsPerAddress: e.PASSWORD_RESETS_PER_ADDRESS,
      livechatSessionsPerAddress: e.LIVECHAT_SESSIONS_PER_ADDRESS,
      livechatPostsPerVisitor: e.LIVECHAT_POSTS_PER_VISITOR,
      livechatPostsPerAddress: e.LIVECHAT_POSTS_PER_ADDRESS,
    },
  };
}

export const appKeysSchema = z.object({
  /** Creates tenants. */
  adminToken: z.string().min(1),
  /** Signs access and refresh tokens. */
  tokenKey: z.string().min(16),
  /** Seals cursors. */
  cursorKey: z.string().min(16),
  /** The key pair of Web Push follows from it. */
  vapidKey: z.string().min(16),
});
export type AppKeys = z.infer<typeof appKeysSchema>;
