import { commitConfiguration } from '../configuration/commit.ts';
import type { Clock, Context } from '../context.ts';
import { Problem } from '../errors.ts';
import { type Table, TransactionRefused, type Write } from '../table/port.ts';
import { forgetLostAccess, lostAccessOf } from './access.ts';
import { type RefusalOf, requireCallable } from './addresses.ts';
import { requireSameApplication } from './applications.ts';
import type { CredentialRules, Credentials } from './credentials.ts';
import { type Continuity, type Origin, originDirectoryItem, originItem, type PresentedOrigin, presentOrigin, type ReceivesOnly, warned } from './origin.ts';
import { hasPoll, pollItem } from './poll-rows.ts';
import { findOrigin, progressOf, waitingThreads } from './read-origin.ts';
import { requireMailbox } from './require-mailbox.ts';
import { sharedAccountWarnings } from './shared-account.ts';
import { merged, rotated, type StoredCredentials, type Vault, vaultName } from './vault.ts';
import { requireChat, type WidgetLook } from './widget-look.ts';

interface Deps {
  readonly table: Table;
  readonly vault: Vault;
  readonly rules: CredentialRules;
  readonly refusalOf: RefusalOf;
  readonly clock: Clock;
  readonly receivesOnly?: ReceivesOnly;
  /** Starts the bulk job that reveals the messages that waited while the origin was disabled; it may be started twice. */
  readonly startReveal: (job: { readonly job: 'reveal'; readonly tenantId: string; readonly originId: string }) => Promise<void>;
}

export interface ChangeOrigin {
  readonly name?: string | undefined;
  readonly state?: Origin['state'] | undefined;
  readonly readMarks?: boolean | undefined;
  /** Null turns it off. */
  readonly continuity?: Continuity | null | undefined;
  /** Replaces the look of the chat widget; null: its defaults. */
  readonly widget?: WidgetLook | null | undefined;
  /** Replaces the given members; `null` removes an optional one. */
  readonly credentials?: Credentials | undefined;
}

const TURNS = 10;

/**
 * Replaces the given members. A replaced credential stays valid for 24 hours. Enabling starts to reveal hidden messages; `pending` shows
 * that this is in progress.
 *
 * The secret is changed first, on condition that it is what was read; then the item, on condition of its revision. A request that loses either race starts
 * again from the values that the other request wrote, so that no simultaneous change is lost, and the item's account always matches the secret. Repeating
 * an interrupted change completes it.
 * @throws Problem not_found, invalid_request (invalid credentials), unprocessable (an address that may not be called, no mailbox), conflict;
 * TableUnavailable
 */
export async function updateOrigin(
  deps: Deps,
  context: Context,
  id: string,
  change: ChangeOrigin,
): Promise<{ readonly origin: PresentedOrigin; readonly pending: boolean }> {
  const { tenantId } = context;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const before = await findOrigin(deps, tenantId, id).catch(async (error: unknown) => {
      // Deleted in the meantime: our secret must not remain.
      if (turn > 0 && error instanceof Problem) await deps.vault.delete(vaultName(tenantId, id));
      throw error;
    });
    if (change.widget) requireChat(before);
    if (change.continuity) await requireMailbox(deps.table, tenantId, before, change.continuity);
    // An address that was saved earlier must not prevent other changes.
    if (change.credentials) requireCallable(deps.refusalOf, deps.rules, before.channel, change.credentials);
    const facts = change.credentials && (await rotation(deps, tenantId, before, change.credentials));
    if (facts === 'overtaken') continue;
    const after: Origin = {
      ...before,
      ...(facts ? { accountId: facts.accountId, missing: facts.missing } : {}),
      ...named(change),
      ...(await enabling(deps, tenantId, before, change.state)),
      revision: before.revision + 1,
    };
    const polling =
      facts?.isPolled && !(await hasPoll(deps.table, id)) ? [pollItem(tenantId, { ...after, createdAt: new Date(deps.clock()).toISOString() })] : [];
    try {
      await commitConfiguration(
        deps,
        context,
        [...writesOf(tenantId, before, after), ...polling.map((item) => ({ op: 'put' as const, item, when: { absent: true as const } }))],
        { status: 200 },
      );
    } catch (error) {
      // Changed or deleted in the meantime: read again.
      if (error instanceof TransactionRefused) continue;
      throw error;
    }
    if (change.state === 'enabled') await deps.startReveal({ job: 'reveal', tenantId, originId: id });
    if (change.credentials) await forgetLostAccess(deps.table, tenantId, id);
    const progress = await progressOf(deps, tenantId, after);
    const [lostAccess] = change.credentials ? [] : await lostAccessOf(deps.table, tenantId, [id]);
    const warnings = change.credentials ? await sharedAccountWarnings(deps.table, tenantId, after) : [];
    return {
      origin: { ...presentOrigin(after, { progress, lostAccess, receivesOnly: deps.receivesOnly }), ...warned(warnings) },
      pending: progress !== null && change.state === 'enabled',
    };
  }
  throw new Problem('conflict', 'Others are changing the origin; try again.');
}

const rotation = async (
  { vault, rules, clock }: Deps,
  tenantId: string,
  before: Origin,
  given: Credentials,
): Promise<(Pick<Origin, 'accountId' | 'missing'> & { readonly isPolled: boolean }) | 'overtaken'> => {
  const { id, channel } = before;
  const name = vaultName(tenantId, id);
  const present = await vault.get(name, { maxAgeSeconds: 0 });
  const stored = present === undefined ? undefined : (JSON.parse(present) as StoredCredentials);
  const { credentials, accountId, missing } = rules.read(channel, merged(stored?.current ?? {}, given));
  requireSameApplication(before, accountId);
  const next = JSON.stringify(rotated(stored, credentials, clock()));
  return next === present || (await vault.replace(name, present, next)) ? { accountId, missing, isPolled: rules.isPolled(channel, credentials) } : 'overtaken';
};

const named = ({ name, state, readMarks, continuity, widget }: ChangeOrigin): Partial<Origin> => ({
  ...(name === undefined ? {} : { name }),
  ...(state === undefined ? {} : { state }),
  ...(readMarks === undefined ? {} : { readMarks }),
  ...(continuity === undefined ? {} : { continuity: continuity ?? undefined }),
  ...(widget === undefined ? {} : { widget: widget ?? undefined }),
});

const enabling = async (deps: Deps, tenantId: string, before: Origin, state: Origin['state'] | undefined): Promise<Partial<Origin>> => {
  if (state === undefined) return {};
  const total = state === 'enabled' ? await waitingThreads(deps, tenantId, before.id) : 0;
  if (total === 0) return { reveal: null };
  // Enabled again while it is in progress: the count continues.
  const startedAt = new Date(deps.clock()).toISOString();
  return { reveal: before.state === 'enabled' && before.reveal ? before.reveal : { total, startedAt } };
};

const writesOf = (tenantId: string, before: Origin, after: Origin): Write[] => [
  { op: 'put', item: originItem(tenantId, after), when: { equals: { revision: before.revision } } },
  ...(before.accountId === after.accountId ? [] : [{ op: 'put' as const, item: originDirectoryItem(tenantId, after), when: { exists: true as const } }]),
];
