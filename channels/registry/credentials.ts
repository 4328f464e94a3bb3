import { Problem } from '../../domain/errors.ts';
import type { ChannelName } from '../../domain/origins/channels.ts';
import type { CredentialRules } from '../../domain/origins/credentials.ts';
import { fieldErrors } from '../../domain/validation/field-errors.ts';
import { words } from '../../domain/validation/words.ts';
import type { CredentialRow } from '../credential-row.ts';
import { ROWS } from './rows/credentials.ts';
import { POLLED } from './rows/polled.ts';
import { RECEIVING } from './rows/receiving.ts';

const rows: Readonly<Record<ChannelName, CredentialRow>> = ROWS;

/** For the API's description. */
export const credentialRowOf = (channel: ChannelName): CredentialRow => rows[channel];

export const credentialRules: CredentialRules = {
  addresses: (channel) => rows[channel].calls ?? [],
  isBuilt: (channel) => Object.hasOwn(RECEIVING, channel),
  isPolled: (channel, credentials) => Object.hasOwn(POLLED, channel) && (rows[channel].polledWith ?? []).every((member) => credentials[member] !== undefined),
  read(channel, given) {
    const { schema, account, toSend } = rows[channel];
    const result = schema.safeParse(given, { error: words });
    if (!result.success)
      throw new Problem('invalid_request', `These are not the credentials of ${channel}.`, { errors: fieldErrors(result.error.issues, ['credentials']) });
    const credentials = Object.fromEntries(Object.entries(result.data).filter(([, value]) => value !== undefined));
    return {
      credentials,
      accountId: account === null ? null : String(credentials[account]),
      missing: toSend.filter((member) => credentials[member] === undefined),
    };
  },
};
