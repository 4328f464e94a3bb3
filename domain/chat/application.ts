import { applicationKey } from '../conversations/kinds/chat.ts';
import { EMPTY_TAILS, type HeadStore, headStore, type LogHead, tailsOf } from '../conversations/log/head.ts';
import type { Item, Key } from '../table/port.ts';

/** A client application. Its chats are numbered in the same way as the messages of a conversation: its last number is their count. */
export interface Application extends LogHead {
  readonly token: string;
  readonly name: string;
  readonly createdAt: string;
}

/** As the API shows it. */
export interface PublicApplication {
  readonly token: string;
  readonly name: string;
  readonly chatsCount: number;
  readonly createdAt: string;
}

export const applicationOf = (item: Item): Application => ({
  ...tailsOf(item),
  token: String(item['token']),
  name: String(item['name']),
  createdAt: String(item['createdAt']),
});

export const presentApplication = ({ token, name, createdAt, lastNumber }: Application): PublicApplication => ({
  token,
  name,
  chatsCount: lastNumber,
  createdAt,
});

export const applicationHead = (tenantId: string, token: string): HeadStore<Application> =>
  headStore(applicationKey(tenantId, token), {
    empty: () => ({ ...EMPTY_TAILS, token: '', name: '', createdAt: '' }),
    parse: applicationOf,
    attributes: ({ name, createdAt }) => ({ token, name, createdAt }),
  });

const listPk = (tenantId: string): string => `T#${tenantId}#APPS`;

/** A tenant's applications are numbered too: the numbers list them, and limit their count. */
export const applicationsHead = (tenantId: string): HeadStore<LogHead> =>
  headStore({ pk: listPk(tenantId), sk: 'HEAD' }, { empty: () => EMPTY_TAILS, parse: tailsOf, attributes: () => ({}) });

/** The position of an application in its tenant's list. Ten digits, so that they sort numerically. */
export const listedApplicationKey = (pk: string, number: number): Key => ({ pk, sk: `N#${String(number).padStart(10, '0')}` });
