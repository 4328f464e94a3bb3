import { LINK_PREVIEWS, linkPreviewsOf } from '../configuration/link-previews.ts';
import { applicationKey } from '../conversations/kinds/chat.ts';
import { EMPTY_TAILS, type HeadStore, headStore, type LogHead, tailsOf } from '../conversations/log/head.ts';
import type { Item, Key } from '../table/port.ts';

/** A client application. Its chats are numbered in the same way as the messages of a conversation: its last number is their count. */
export interface Application extends LogHead {
  readonly token: string;
  readonly name: string;
  /** Whether links in its chats get a preview, if the tenant has them. */
  readonly linkPreviews: boolean;
  readonly createdAt: string;
}

/** As the API shows it. */
export interface PublicApplication {
  readonly token: string;
  readonly name: string;
  readonly chatsCount: number;
  readonly linkPreviews: boolean;
  readonly createdAt: string;
}

export const applicationOf = (item: Item): Application => ({
  ...tailsOf(item),
  token: String(item['token']),
  name: String(item['name']),
  linkPreviews: linkPreviewsOf(item),
  createdAt: String(item['createdAt']),
});

export const presentApplication = ({ token, name, linkPreviews, createdAt, lastNumber }: Application): PublicApplication => ({
  token,
  name,
  chatsCount: lastNumber,
  linkPreviews,
  createdAt,
});

export const applicationHead = (tenantId: string, token: string): HeadStore<Application> =>
  headStore(applicationKey(tenantId, token), {
    empty: () => ({ ...EMPTY_TAILS, token: '', name: '', linkPreviews: true, createdAt: '' }),
    parse: applicationOf,
    attributes: ({ name, linkPreviews, createdAt }) => ({ token, name, ...(linkPreviews ? {} : { [LINK_PREVIEWS]: false }), createdAt }),
  });

const listPk = (tenantId: string): string => `T#${tenantId}#APPS`;

/** A tenant's applications are numbered too: the numbers list them, and limit their count. */
export const applicationsHead = (tenantId: string): HeadStore<LogHead> =>
  headStore({ pk: listPk(tenantId), sk: 'HEAD' }, { empty: () => EMPTY_TAILS, parse: tailsOf, attributes: () => ({}) });

/** The position of an application in its tenant's list. Ten digits, so that they sort numerically. */
export const listedApplicationKey = (pk: string, number: number): Key => ({ pk, sk: `N#${String(number).padStart(10, '0')}` });
