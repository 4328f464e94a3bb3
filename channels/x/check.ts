import { deliveryError } from '../../domain/vocabulary/delivery-error.ts';
import { type Check, reading, verdictOfOutcome } from '../check.ts';
import { id, record, text } from '../json.ts';
import { bearer, refusedBy } from './answer.ts';
import type { XCredentials } from './credentials.ts';

/**
 * The account of the access token: `GET /2/users/me` → `{data: {id, name, username}}`.
 * https://docs.x.com/x-api/users/lookup/quickstart/authenticated-lookup (read 2026-11-29)
 */
export const check: Check<XCredentials> = async (credentials, settings) => {
  const read = await reading(settings, `${settings.baseUrl}/2/users/me`, bearer(credentials));
  if ('outcome' in read) return verdictOfOutcome(read.outcome);
  const refused = refusedBy(read.answer, read.body);
  if (refused) return verdictOfOutcome(refused);
  const account = record(record(read.body)?.['data']);
  if (id(account?.['id']) === credentials.userId) return { state: 'passed' };
  const name = text(account?.['username']) ?? 'without a name';
  return { state: 'failed', error: deliveryError('other_account', `accessToken does not belong to the account of userId, but to ${name}.`) };
};
