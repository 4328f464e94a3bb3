import type * as z from 'zod';
import { Problem } from '../domain/errors.ts';
import type { ChannelName } from '../domain/origins/channels.ts';
import type { CredentialRules } from '../domain/origins/credentials.ts';
import { fieldErrors } from '../domain/validation/field-errors.ts';
import { words } from '../domain/validation/words.ts';
import { apiCredentials } from './api/credentials.ts';
import { BUILT_CHANNELS } from './built.ts';
import { mailCredentials } from './mail/credentials.ts';
import { metaCredentials } from './meta/credentials.ts';
import { linkedinCredentials, livechatCredentials, telegramCredentials, trustpilotCredentials, twilioCredentials, xCredentials } from './unbuilt.ts';

interface Row {
  readonly schema: z.ZodType<Readonly<Record<string, unknown>>>;
  /** The member that names the account at the provider; not a secret, shown on the origin. */
  readonly account: string | null;
  /** Optional members without which nothing can be sent. */
  readonly toSend: readonly string[];
  /** Members that are addresses which Parley calls. */
  readonly calls?: readonly string[];
}

const meta: Row = { schema: metaCredentials, account: 'accountId', toSend: [] };

/** What each channel needs to be told (DESIGN §5). Apart from the channels themselves, so that who only checks credentials loads no parser. */
const ROWS: Readonly<Record<ChannelName, Row>> = {
  facebook: meta,
  instagram: meta,
  whatsapp: meta,
  x: { schema: xCredentials, account: 'userId', toSend: [] },
  linkedin: { schema: linkedinCredentials, account: 'organizationId', toSend: [] },
  mail: { schema: mailCredentials, account: 'address', toSend: [] },
  trustpilot: { schema: trustpilotCredentials, account: 'businessUnitId', toSend: ['apiKey', 'apiSecret'] },
  telegram: { schema: telegramCredentials, account: null, toSend: [] },
  twilio: { schema: twilioCredentials, account: 'number', toSend: [] },
  livechat: { schema: livechatCredentials, account: null, toSend: [] },
  api: { schema: apiCredentials, account: null, toSend: [], calls: ['callbackUrl'] },
};

export const credentialRules: CredentialRules = {
  addresses: (channel) => ROWS[channel].calls ?? [],
  isBuilt: (channel) => BUILT_CHANNELS.includes(channel),
  read(channel, given) {
    const { schema, account, toSend } = ROWS[channel];
    const result = schema.safeParse(given, { error: words });
    if (!result.success)
      throw new Problem('invalid_request', `These are not the credentials of ${channel}.`, { errors: fieldErrors(result.error.issues, ['credentials']) });
    const credentials = result.data;
    return {
      credentials,
      accountId: account === null ? null : String(credentials[account]),
      missing: toSend.filter((member) => credentials[member] === undefined),
    };
  },
};
