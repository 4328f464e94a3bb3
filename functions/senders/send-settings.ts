import type { openMailer as OpenMailer } from '../../adapters/mail/ses.ts';
import { ORIGIN_TAG, TENANT_TAG } from '../../channels/mail/ses/tags.ts';
import type { SendSettings } from '../../channels/outbound.ts';
import { baseUrlOf } from '../../channels/registry/providers.ts';
import { callSettings, timeoutMs } from './calls.ts';

type Mailer = ReturnType<typeof OpenMailer>;

/** The mail service's client is loaded by the first mail. */
let mailer: Promise<Mailer> | undefined;
const openMailer = async (): Promise<Mailer> =>
  (await import('../../adapters/mail/ses.ts')).openMailer({ endpoint: baseUrlOf('mail', process.env), timeoutMs });

/** Settings of an origin's calls. What SES tells of a mail finds its way back by the tags. */
export const sendSettings = (channel: string, originName: string, whose: { readonly tenantId: string; readonly originId: string }): SendSettings => ({
  ...callSettings(channel),
  originName,
  sendMail: async (mail) => (await (mailer ??= openMailer()))({ ...mail, tags: { [TENANT_TAG]: whose.tenantId, [ORIGIN_TAG]: whose.originId } }),
});
