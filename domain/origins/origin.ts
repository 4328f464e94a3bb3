import { configurationKey } from '../configuration/keys.ts';
import type { FieldError } from '../errors.ts';
import type { Item, Key } from '../table/port.ts';
import type { LostAccess } from './access.ts';
import type { ChannelName } from './channels.ts';

/** One connected place of a channel. Its credentials are in the secret store and never here. */
export interface Origin {
  readonly id: string;
  readonly channel: ChannelName;
  readonly name: string;
  readonly state: 'enabled' | 'disabled';
  /** The account at the provider; null when the channel knows none. */
  readonly accountId: string | null;
  /** Optional credentials that are not given and without which nothing can be sent. */
  readonly missing: readonly string[];
  readonly createdAt: string;
  /** Rises with every change; two changes at the same instant must not both be based on the same state. */
  readonly revision: number;
  /** Set when it was last enabled while messages waited unseen; `total` threads were to be revealed. */
  readonly reveal: { readonly total: number; readonly startedAt: string } | null;
}

export const originKey = (tenantId: string, id: string): Key => configurationKey(tenantId, 'ORIGIN', id);
/** So that a webhook's path, which names no tenant, resolves to one. */
export const originDirectoryKey = (id: string): Key => ({ pk: `DIR#origin#${id}`, sk: 'DIR' });
/** Threads of a disabled origin that wait to be revealed; an index partition (`byActivity`). */
export const shadowSpansPk = (tenantId: string, id: string): string => `T#${tenantId}#SH#${id}`;

export const originItem = (tenantId: string, origin: Origin): Item => ({ ...originKey(tenantId, origin.id), ...origin });
export const originDirectoryItem = (tenantId: string, { id, channel, accountId }: Origin): Item => ({
  ...originDirectoryKey(id),
  tenantId,
  originId: id,
  channel,
  accountId,
});

export const originOf = (item: Item): Origin => ({
  id: String(item['id']),
  channel: item['channel'] as ChannelName,
  name: String(item['name']),
  state: item['state'] === 'disabled' ? 'disabled' : 'enabled',
  accountId: typeof item['accountId'] === 'string' ? item['accountId'] : null,
  missing: (item['missing'] ?? []) as readonly string[],
  createdAt: String(item['createdAt']),
  revision: Number(item['revision'] ?? 1),
  reveal: (item['reveal'] ?? null) as Origin['reveal'],
});

/** How far the threads that waited while the origin was disabled have been revealed. */
export interface Progress {
  readonly total: number;
  readonly revealed: number;
}

export interface PresentedOrigin {
  readonly id: string;
  readonly channel: ChannelName;
  readonly name: string;
  readonly state: 'enabled' | 'disabled';
  readonly webhookPath: string;
  readonly createdAt: string;
  readonly accountId?: string;
  readonly receiveOnly?: true;
  readonly missingCredentials?: string[];
  readonly progress?: Progress;
  /** The provider no longer takes the credentials. */
  readonly lostAccess?: LostAccess;
  /** In the response to a write: allowed values that are probably a mistake. */
  readonly warnings?: readonly FieldError[];
}

export const warned = (warnings: readonly FieldError[]): Pick<PresentedOrigin, 'warnings'> => (warnings.length > 0 ? { warnings } : {});

/** The public shape: nothing secret, and optional members only where they say something. */
export const presentOrigin = (origin: Origin, progress: Progress | null = null, lostAccess: LostAccess | null = null): PresentedOrigin => ({
  id: origin.id,
  channel: origin.channel,
  name: origin.name,
  state: origin.state,
  webhookPath: `/webhooks/${origin.channel}/${origin.id}`,
  createdAt: origin.createdAt,
  ...(origin.accountId === null ? {} : { accountId: origin.accountId }),
  ...(origin.missing.length > 0 ? { receiveOnly: true as const, missingCredentials: [...origin.missing] } : {}),
  ...(progress ? { progress } : {}),
  ...(lostAccess ? { lostAccess } : {}),
});
