import { commitConfiguration } from '../configuration/commit.ts';
import type { Clock, Context, NewId } from '../context.ts';
import { Problem } from '../errors.ts';
import type { Table } from '../table/port.ts';
import { type RefusalOf, requireCallable } from './addresses.ts';
import { requireApplication } from './applications.ts';
import type { ChannelName } from './channels.ts';
import type { CredentialRules } from './credentials.ts';
import { type Origin, originDirectoryItem, originItem, type PresentedOrigin, presentOrigin, type ReceivesOnly, warned } from './origin.ts';
import { pollItem } from './poll-rows.ts';
import { sharedAccountWarnings } from './shared-account.ts';
import { type Vault, vaultName, writeStored } from './vault.ts';

interface Deps {
  readonly table: Table;
  readonly vault: Vault;
  readonly rules: CredentialRules;
  readonly refusalOf: RefusalOf;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly receivesOnly?: ReceivesOnly;
}

export interface CreateOrigin {
  readonly channel: ChannelName;
  readonly name: string;
  readonly credentials: unknown;
}

/**
 * Connects an account of a channel. The secret is stored first, so that a visible origin can verify webhooks. A failure leaves an unused
 * secret behind, which is deleted if possible.
 * @throws Problem unprocessable for a channel that is not built or an address that may not be called; invalid_request for invalid
 * credentials; Replayed; TableUnavailable
 */
export async function createOrigin(deps: Deps, context: Context, input: CreateOrigin): Promise<PresentedOrigin> {
  const { tenantId } = context;
  if (!deps.rules.isBuilt(input.channel))
    throw new Problem('unprocessable', `Parley cannot receive from ${input.channel} yet.`, { errors: [{ path: 'channel', message: 'is not available yet' }] });
  const { credentials, accountId, missing } = deps.rules.read(input.channel, input.credentials);
  requireCallable(deps.refusalOf, deps.rules, input.channel, credentials);
  await requireApplication(deps.table, tenantId, { channel: input.channel, accountId });
  const origin: Origin = {
    id: deps.newId(),
    channel: input.channel,
    name: input.name,
    state: 'enabled',
    accountId,
    missing,
    createdAt: new Date(deps.clock()).toISOString(),
    revision: 1,
    reveal: null,
  };
  const answer = { ...presentOrigin(origin, { receivesOnly: deps.receivesOnly }), ...warned(await sharedAccountWarnings(deps.table, tenantId, origin)) };
  await writeStored(deps.vault, tenantId, origin.id, { current: credentials, previous: [] });
  try {
    await commitConfiguration(
      deps,
      context,
      [
        originItem(tenantId, origin),
        originDirectoryItem(tenantId, origin),
        ...(deps.rules.isPolled(origin.channel, credentials) ? [pollItem(tenantId, origin)] : []),
      ].map((item) => ({ op: 'put' as const, item, when: { absent: true as const } })),
      { status: 201, body: answer },
    );
  } catch (error) {
    // An unknown outcome may have been a success, so the secret is deleted only after a certain failure.
    if (error instanceof Error && error.name !== 'TableUnavailable') await deps.vault.delete(vaultName(tenantId, origin.id)).catch(() => {});
    throw error;
  }
  return answer;
}
