import type { CredentialCheck } from '../../domain/outbound/origin-test/credential-check.ts';
import { deliveryError } from '../../domain/vocabulary/delivery-error.ts';
import { type Check, type CheckSettings, misconfigured } from '../check.ts';
import type { MailCredentials } from './credentials.ts';
import { loginOf } from './login.ts';

/** Signs in to the mailbox and opens it, then asks SES for the identity of the address. Only what the origin uses is checked. */
export const check: Check<MailCredentials> = async (credentials, settings) => {
  const mailbox = await mailboxCheck(credentials, settings);
  if (mailbox && mailbox.state !== 'passed') return mailbox;
  const sending = await sendingCheck(credentials, settings);
  if (sending) return sending;
  const nothing = 'Without imap, and without the right to send from this address, Parley only receives: nothing is called.';
  return mailbox ?? { state: 'not_checked', error: deliveryError('receives_only', nothing) };
};

/** Null: the origin reads no mailbox. */
const mailboxCheck = async ({ imap }: MailCredentials, { mailbox }: CheckSettings): Promise<CredentialCheck | null> => {
  if (!imap) return null;
  // Without a position, the mailbox is opened and nothing is read.
  const read = await mailbox(loginOf(imap), { after: null, since: new Date(0).toISOString(), most: 0, mailBytes: 0 });
  if (!('failed' in read)) return { state: 'passed' };
  return { state: read.rejected ? 'failed' : 'unknown', error: deliveryError('imap', `imap: ${read.failed}.`) };
};

/**
 * Null: the deployment does not send from the address. `GetEmailIdentity` → `{VerifiedForSendingStatus}`:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html (read 2026-11-29). Without the right to read the identity, nothing is known.
 */
const sendingCheck = async ({ address }: MailCredentials, { mailIdentity }: CheckSettings): Promise<CredentialCheck | null> => {
  const told = await mailIdentity(address);
  if ('code' in told) {
    const { code, message, status } = told;
    if (status === undefined) return { state: 'unknown', error: deliveryError(code, `SES could not be reached (${code}).`) };
    if (code === 'NotFoundException') return misconfigured(code, `SES has no identity for ${address}, so nothing can be sent from it. (SES: ${message})`);
    return { state: 'unknown', error: deliveryError(code, `SES answered ${status}: ${message}`) };
  }
  if (told.identity === null) return null;
  return told.verified
    ? { state: 'passed' }
    : misconfigured('not_verified', `${told.identity} is no verified identity of SES, so nothing can be sent from it.`);
};
