import type { Item, Key } from '../../table/port.ts';
import { EMPTY_TAILS, type LogHead, tailsOf } from '../log/head.ts';
import { hashedId, keysInFamily } from './keys.ts';
import type { Kind } from './kind.ts';

/** A numbered chat of an application. */
export interface ChatHead extends LogHead {
  /** The application's token. */
  readonly application: string;
  /** The chat's number within its application. */
  readonly chat: number;
  readonly name: string | null;
  readonly createdAt: string;
}

const applicationPk = (tenantId: string, token: string): string => `T#${tenantId}#APP#${token}`;
/** The application itself; its last number is its number of chats. */
export const applicationKey = (tenantId: string, token: string): Key => ({ pk: applicationPk(tenantId, token), sk: 'APP' });
/** The chat in its application's list. Ten digits, so that they sort numerically. */
export const listedChatKey = (tenantId: string, token: string, chat: number): Key => ({
  pk: applicationPk(tenantId, token),
  sk: `C#${String(chat).padStart(10, '0')}`,
});

/** Derived from token and number, so that no lookup is needed. Hashed, because ids appear in frames and logs, and the token is a secret. */
export const chatId = (token: string, chat: number): string => `c.${hashedId(token, String(chat))}`;

const parse = (item: Item): ChatHead => ({
  ...tailsOf(item),
  application: String(item['application']),
  chat: Number(item['chat']),
  name: (item['name'] as string | null | undefined) ?? null,
  createdAt: String(item['createdAt']),
});

/** Any role may chat: the API has checked the credential, and the token identifies the application. The hub's own entries are accepted too. */
export const CHAT: Kind<ChatHead> = {
  ...keysInFamily('chat', 'c'),
  shape: {
    empty: () => ({ ...EMPTY_TAILS, application: '', chat: 0, name: null, createdAt: '' }),
    parse,
    attributes: ({ application, chat, name, createdAt }) => ({ application, chat, ...(name === null ? {} : { name }), createdAt }),
  },
  reads: () => [],
  admits: ({ type }) => type !== 'origin',
};
