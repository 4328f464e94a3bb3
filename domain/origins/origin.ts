import { configurationKey } from '../configuration/keys.ts';
import type { FieldError } from '../errors.ts';
import type { Item, Key } from '../table/port.ts';
import type { LostAccess } from './access.ts';
import type { ChannelName } from './channels.ts';
import type { WidgetLook } from './widget-look.ts';

/** Replies of a live chat continue by mail. */
export interface Continuity {
  /** The mailbox that sends the mails and receives the answers. */
  readonly mailOriginId: string;
  /** How long a visitor has been away when the mail is sent. */
  readonly afterMinutes: number;
}

/** One connected account of a channel. Its credentials are in the secret store and never here. */
export interface Origin {
  readonly id: string;
  readonly channel: ChannelName;
  readonly name: string;
  readonly state: 'enabled' | 'disabled';
  /** The account at the provider; null if the channel has none. */
  readonly accountId: string | null;
  /** Missing optional credentials without which nothing can be sent. */
  readonly missing: readonly string[];
  readonly createdAt: string;
  /** False: customers do not see that an agent has read their messages, where the channel could show it. */
  readonly readMarks?: boolean | undefined;
  /** Of a live chat: how visitors who are gone get replies. */
  readonly continuity?: Continuity | undefined;
  /** Of a live chat: the look of its widget. */
  readonly widget?: WidgetLook | undefined;
  /** Incremented by every change, as an optimistic lock. */
  readonly revision: number;
  /** Set when it was last enabled while hidden messages were waiting; `total`: the number of threads to reveal. */
  readonly reveal: { readonly total: number; readonly startedAt: string } | null;
}

export const originKey = (tenantId: string, id: string): Key => configurationKey(tenantId, 'ORIGIN', id);
/** Maps a webhook's path, which names no tenant, to one. */
export const originDirectoryKey = (id: string): Key => ({ pk: `DIR#origin#${id}`, sk: 'DIR' });
/** Threads of a disabled origin that wait to be revealed; a partition of the index `byActivity`. */
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
  ...(item['readMarks'] === false ? { readMarks: false } : {}),
  ...(item['continuity'] === undefined ? {} : { continuity: item['continuity'] as Continuity }),
  ...(item['widget'] === undefined ? {} : { widget: item['widget'] as WidgetLook }),
  revision: Number(item['revision'] ?? 1),
  reveal: (item['reveal'] ?? null) as Origin['reveal'],
});

/** Progress of revealing the threads that waited while the origin was disabled. */
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
  readonly readMarks?: false;
  readonly continuity?: Continuity;
  readonly widget?: WidgetLook;
  readonly receiveOnly?: true;
  readonly missingCredentials?: string[];
  readonly progress?: Progress;
  /** The provider no longer accepts the credentials. */
  readonly lostAccess?: LostAccess;
  /** In the response to a write: allowed values that are probably a mistake. */
  readonly warnings?: readonly FieldError[];
}

export const warned = (warnings: readonly FieldError[]): Pick<PresentedOrigin, 'warnings'> => (warnings.length > 0 ? { warnings } : {});

/** Whether nothing can be sent from an account although no credential is missing: the deployment may not send from a mailbox's address. */
export type ReceivesOnly = (origin: Pick<Origin, 'channel' | 'accountId'>) => boolean;

interface Shown {
  readonly progress?: Progress | null;
  readonly lostAccess?: LostAccess | null | undefined;
  readonly receivesOnly?: ReceivesOnly | undefined;
}

/** The public shape: no secrets, and optional members only if they have a value. */
export const presentOrigin = (origin: Origin, { progress = null, lostAccess = null, receivesOnly = () => false }: Shown = {}): PresentedOrigin => ({
  id: origin.id,
  channel: origin.channel,
  name: origin.name,
  state: origin.state,
  webhookPath: `/webhooks/${origin.channel}/${origin.id}`,
  createdAt: origin.createdAt,
  ...(origin.accountId === null ? {} : { accountId: origin.accountId }),
  ...(origin.readMarks === false ? { readMarks: false as const } : {}),
  ...(origin.continuity === undefined ? {} : { continuity: origin.continuity }),
  ...(origin.widget === undefined ? {} : { widget: origin.widget }),
  ...(origin.missing.length > 0 || receivesOnly(origin) ? { receiveOnly: true as const } : {}),
  ...(origin.missing.length > 0 ? { missingCredentials: [...origin.missing] } : {}),
  ...(progress ? { progress } : {}),
  ...(lostAccess ? { lostAccess } : {}),
});
