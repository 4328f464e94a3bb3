import type { Clock } from '../context.ts';
import { Problem } from '../errors.ts';
import type { Vault } from '../origins/vault.ts';
import { count, type Limit } from '../rate-limits/window.ts';
import type { Table, TableOf } from '../table/port.ts';
import { chatSettings, requireAllowedPage } from './chat-settings.ts';
import { conversationOf, type Visitor, visitorKey, visitorOf } from './visitor.ts';
import { readVisitorToken } from './visitor-token.ts';

export interface AdmitDeps {
  /** The directory, where attempts are counted. */
  readonly table: Table;
  readonly tableOf: TableOf;
  readonly vault: Pick<Vault, 'get'>;
  readonly clock: Clock;
  readonly tokenKey: string;
  /** Maximum changing requests per minute. */
  readonly limits: { readonly livechatPostsPerVisitor: number; readonly livechatPostsPerAddress: number };
}

interface Request {
  readonly token: string;
  /** The `Origin` header. */
  readonly page: string | undefined;
  readonly writes: boolean;
  /** The caller's network address. */
  readonly address: string;
}

const refused = (): Problem => new Problem('unauthenticated', 'The visitor’s token is missing, wrong or no longer valid. Start a session again.');

/**
 * The visitor of a request. A browser sends the `Origin` header with everything except a page's own reads. An anonymous token no longer opens a conversation
 * once the conversation belongs to a signed-in person.
 * @throws Problem unauthenticated, forbidden (another page), rate_limited; TableUnavailable
 */
export const admitVisitor = async (deps: AdmitDeps, { token, page, writes, address }: Request): Promise<Visitor> => {
  const ref = await readVisitorToken(deps.tokenKey, token, deps.clock());
  if (!ref) throw refused();
  const { tenantId, originId, userHash } = ref;
  const [stored, [item]] = await Promise.all([
    chatSettings(deps.vault, tenantId, originId),
    deps.tableOf(tenantId).get([visitorKey(tenantId, conversationOf(ref))], { consistent: true }),
  ]);
  const visitor = item && visitorOf(tenantId, item);
  if (!stored || visitor?.userHash !== userHash) throw refused();
  if (writes || page !== undefined) requireAllowedPage(stored, page);
  if (writes) for (const limit of limitsOf(deps, visitor, address)) await count(deps, limit);
  return visitor;
};

const limitsOf = ({ limits }: AdmitDeps, { threadId, originId }: Visitor, address: string): Limit[] => [
  { what: 'livechat-visitor', who: threadId, most: limits.livechatPostsPerVisitor },
  { what: 'livechat-address', who: `${originId}\n${address}`, most: limits.livechatPostsPerAddress },
];
