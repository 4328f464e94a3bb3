import type { CredentialCheck } from '../../domain/outbound/origin-test/credential-check.ts';
import { deliveryError } from '../../domain/vocabulary/delivery-error.ts';
import { type Check, reading, verdictOfOutcome } from '../check.ts';
import { record, records, text } from '../json.ts';
import type { CallSettings } from '../outbound.ts';
import { isSuccess } from '../outgoing.ts';
import { basicOf, refusedBy } from './call.ts';
import type { TwilioCredentials } from './credentials.ts';
import { addressOf } from './numbers.ts';

/**
 * The account: `GET /2010-04-01/Accounts/{Sid}.json` → `{status: "active" | "suspended" | "closed"}`, then its number. The token also signs webhooks.
 * https://www.twilio.com/docs/iam/api/account (read 2026-11-29)
 */
export const check: Check<TwilioCredentials> = async (credentials, settings) => {
  const account = await read(`${encodeURIComponent(credentials.accountSid)}.json`, credentials, settings);
  if ('verdict' in account) return account.verdict;
  const status = text(record(account.body)?.['status']);
  if (status !== undefined && status !== 'active')
    return { state: 'failed', error: deliveryError(`account_${status}`, `Twilio says that the account is ${status}.`) };
  return numberOf(credentials, settings);
};

/**
 * `GET …/IncomingPhoneNumbers.json?PhoneNumber=+1415…` → `{incoming_phone_numbers: […]}`. The list has no WhatsApp senders, short codes and Messaging Services.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource (read 2026-11-29)
 */
const numberOf = async (credentials: TwilioCredentials, settings: CallSettings): Promise<CredentialCheck> => {
  const number = addressOf(credentials.number);
  if (!number.startsWith('+')) return { state: 'passed' };
  const path = `${encodeURIComponent(credentials.accountSid)}/IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(number)}`;
  const list = await read(path, credentials, settings);
  if ('verdict' in list) return list.verdict;
  if (records(record(list.body)?.['incoming_phone_numbers']).length > 0) return { state: 'passed' };
  const message = `Twilio accepts the credentials, but does not list ${number} among the account's phone numbers. That is right for a WhatsApp sender only.`;
  return { state: 'unknown', error: deliveryError('number_not_listed', message) };
};

const read = async (
  path: string,
  credentials: TwilioCredentials,
  settings: CallSettings,
): Promise<{ readonly body: unknown } | { readonly verdict: CredentialCheck }> => {
  const made = await reading(settings, `${settings.baseUrl}/2010-04-01/Accounts/${path}`, basicOf(credentials));
  if ('outcome' in made) return { verdict: verdictOfOutcome(made.outcome) };
  return isSuccess(made.answer) ? { body: made.body } : { verdict: verdictOfOutcome(refusedBy(made.answer, made.body)) };
};
