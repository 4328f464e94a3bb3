import type { SendSettings } from '../../channels/outbound.ts';
import { baseUrlOf } from '../../channels/registry/providers.ts';
import { callSettings, timeoutMs } from './calls.ts';

/** The mail service's client is loaded by the first mail. */
let mailer: Promise<SendSettings['sendMail']> | undefined;
const openMailer = async (): Promise<SendSettings['sendMail']> =>
  (await import('../../adapters/mail/ses.ts')).openMailer({ endpoint: baseUrlOf('mail', process.env), timeoutMs });

/** Settings of an origin's calls. */
export const sendSettings = (channel: string, originName: string): SendSettings => ({
  ...callSettings(channel),
  originName,
  sendMail: async (mail) => (await (mailer ??= openMailer()))(mail),
});
