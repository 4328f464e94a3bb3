import type { Notice, SendPush } from '../../domain/push/gateway.ts';

/** The edge to mobile push. `#mobile-push` resolves to `sns.ts`, or to `embedded.ts` on a laptop. */
export interface MobileApplications {
  /** ARNs of platform applications at Amazon SNS; '' without one. */
  readonly apns: string;
  readonly fcm: string;
}
export type OpenMobilePush = (applications: MobileApplications) => SendPush;

/** What a screen shows without the app. */
const lines = ({ senderName, conversationName, count, text }: Notice): { readonly title: string; readonly body: string } => ({
  title: [senderName, conversationName].filter((part) => part !== null).join(' · ') || 'New message',
  body: text ?? (count === 1 ? 'A new message' : `${count} new messages`),
});

const flat = (notice: Notice): Record<string, string> =>
  Object.fromEntries(Object.entries(notice).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])));

/**
 * The message for each platform: APNs by `thread-id` (https://developer.apple.com/documentation/usernotifications/generating-a-remote-notification), FCM by
 * `tag` in the form of its HTTP v1 API (https://docs.aws.amazon.com/sns/latest/dg/sns-fcm-v1-payloads.html), both read 2026-11-30.
 */
export const mobileMessage = (notice: Notice, topic: string, ttlSeconds: number): string => {
  const apns = JSON.stringify({ aps: { alert: lines(notice), 'thread-id': topic, sound: 'default' }, ...notice });
  const message = { notification: lines(notice), android: { ttl: `${ttlSeconds}s`, collapse_key: topic, notification: { tag: topic } }, data: flat(notice) };
  return JSON.stringify({ default: lines(notice).body, APNS: apns, APNS_SANDBOX: apns, GCM: JSON.stringify({ fcmV1Message: { message } }) });
};
