import { settingOr } from '../../adapters/environment.ts';
import type { SendSettings } from '../../channels/outbound.ts';
import { baseUrlOf } from '../../channels/registry/providers.ts';
import { callSettings, timeoutMs } from './calls.ts';

const publicUrl = settingOr('PARLEY_PUBLIC_URL', '').replace(/\/+$/, '');

/** The mail service's client is loaded by the first mail. */
let mailer: Promise<SendSettings['sendMail']> | undefined;
const openMailer = async (): Promise<SendSettings['sendMail']> =>
  (await import('../../adapters/mail/ses.ts')).openMailer({ endpoint: baseUrlOf('mail', process.env), timeoutMs });

/** Settings of an origin's calls. */
export const sendSettings = (channel: string, { id, name }: { readonly id: string; readonly name: string }): SendSettings => ({
  ...callSettings(channel),
  originName: name,
  ...(publicUrl === '' ? {} : { webhookUrl: `${publicUrl}/webhooks/${channel}/${id}` }),
  sendMail: async (mail) => (await (mailer ??= openMailer()))(mail),
});
