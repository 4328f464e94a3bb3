import { isIdentity } from '../../adapters/mail/identities.ts';
import type { ReceivesOnly } from '../../domain/origins/origin.ts';
import type { ApiSettings } from './settings.ts';

/** A mailbox from whose address the deployment may not send (`-c mailIdentities=…`). */
export const receivesOnly =
  ({ mailIdentities }: Pick<ApiSettings, 'mailIdentities'>): ReceivesOnly =>
  ({ channel, accountId }) =>
    channel === 'mail' && accountId !== null && !isIdentity(mailIdentities, accountId);
