import { settingOr } from '../../adapters/environment.ts';
import type { openMailer as OpenMailer } from '../../adapters/mail/ses.ts';
import { ORIGIN_TAG, TENANT_TAG } from '../../channels/mail/ses/tags.ts';
import type { SendSettings } from '../../channels/outbound.ts';
import { baseUrlOf } from '../../channels/registry/providers.ts';
import { callSettings, timeoutMs } from './calls.ts';

const publicUrl = settingOr('PARLEY_PUBLIC_URL', '').replace(/\/+$/, '');
type Mailer = ReturnType<typeof OpenMailer>;

/** The first mail loads the mail service's client. */
let mailer: Promise<Mailer> | undefined;
const openMailer = async (): Promise<Mailer> =>
  (await import('../../adapters/mail/ses.ts')).openMailer({ endpoint: baseUrlOf('mail', process.env), timeoutMs });

/** The origin that makes the calls. */
export interface Sending {
  readonly tenantId: string;
  /** The origin's. */
  readonly id: string;
  readonly name: string;
}

/** The address of an origin's webhook for its provider; empty where the public address is not set. */
export const webhookUrlOf = (channel: string, originId: string): { readonly webhookUrl?: string } =>
  publicUrl === '' ? {} : { webhookUrl: `${publicUrl}/webhooks/${channel}/${originId}` };

/** Settings of an origin's calls. The tags connect SES's events with the origin. */
export const sendSettings = (channel: string, { tenantId, id, name }: Sending): SendSettings => ({
  ...callSettings(channel),
  originName: name,
  ...webhookUrlOf(channel, id),
  sendMail: async (mail) => (await (mailer ??= openMailer()))({ ...mail, tags: { [TENANT_TAG]: tenantId, [ORIGIN_TAG]: id } }),
});
