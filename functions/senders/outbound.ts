import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openQueues } from '#queues';
import { numberSetting, setting } from '../../adapters/environment.ts';
import type { ApplicationChatEntry } from '../../domain/chat/support/work.ts';
import type { VisitorMailEntry } from '../../domain/livechat/by-mail/timer.ts';
import type { AskedTest } from '../../domain/outbound/origin-test/ask-test.ts';
import type { OutboundReply } from '../../domain/outbound/outbox.ts';
import { giveUpReply, sendReply } from '../../domain/outbound/replies/send-reply.ts';
import type { FinalOutcome } from '../../domain/outbound/replies/sending.ts';
import type { AccountMailEntry } from '../../domain/people/account-mail/account-mail.ts';
import type { IssuerKeysEntry } from '../../domain/people/issuers/published-keys.ts';
import type { OidcEntry } from '../../domain/people/oidc/check-provider.ts';
import { observed } from '../observed.ts';
import { type EntryProcessor, processEntries, queuedAtOf, receivesOf } from './entries.ts';
import { replyDeps } from './reply-deps.ts';

const { logger, count, entry } = observed('outbound');
const repeatForMs = numberSetting('SEND_REPEAT_FOR_MINS', 240) * 60_000;
const deps = replyDeps(repeatForMs);

/** Loaded by the first credentials to check. */
const originTests = async () => (await import('./origin-tests.ts')).openOriginTests(deps.table);

/** Loaded by the first visitor who is gone: most starts send replies only. */
const visitorMail = () => import('../../domain/livechat/by-mail/send-mail.ts');

const OUTCOMES = { sent: 'RepliesSent', failed: 'RepliesFailed', unknown: 'RepliesUnknown' } as const;

/** The task of an entry: a reply to send, or credentials to check. */
const testOf = ({ body }: SQSRecord): AskedTest | null => {
  const asked = JSON.parse(body) as Partial<AskedTest>;
  return asked.originTest === undefined ? null : (asked as AskedTest);
};

/** The conversation with a visitor who is gone. */
const visitorOf = ({ body }: SQSRecord): VisitorMailEntry['visitorMail'] | null => (JSON.parse(body) as Partial<VisitorMailEntry>).visitorMail ?? null;

/** A mail about somebody's account. */
const accountMailOf = ({ body }: SQSRecord): AccountMailEntry['accountMail'] | null => (JSON.parse(body) as Partial<AccountMailEntry>).accountMail ?? null;

/** Keys that a business publishes for its tokens. */
const issuerKeysOf = ({ body }: SQSRecord): IssuerKeysEntry['issuerKeys'] | null => (JSON.parse(body) as Partial<IssuerKeysEntry>).issuerKeys ?? null;

/** A provider to check, or a code to exchange. */
const oidcOf = ({ body }: SQSRecord): OidcEntry['oidc'] | null => (JSON.parse(body) as Partial<OidcEntry>).oidc ?? null;
/** Loaded by the first of them, with the client of OpenID Connect. */
const oidc = async () => (await import('./oidc.ts')).openOidc(deps.table, logger);
/** A chat of an application that is an origin. */
const chatOf = ({ body }: SQSRecord): ApplicationChatEntry['applicationChat'] | null =>
  (JSON.parse(body) as Partial<ApplicationChatEntry>).applicationChat ?? null;

/** Loaded by the first of them. */
const applicationChats = async () => (await import('./application-chats.ts')).openApplicationChats(deps, logger);
/** Loaded by the first of them. */
const issuerKeys = async () => (await import('./issuer-keys.ts')).openIssuerKeys(deps.table, logger);
/** Loaded by the first of them. */
const accountMails = async () => (await import('./account-mail.ts')).openAccountMails(deps.table, repeatForMs, logger);

const replyOf = ({ body }: SQSRecord): OutboundReply => JSON.parse(body) as OutboundReply;

const tell = ({ correlationId, tenantId }: OutboundReply, outcome: FinalOutcome['outcome'] | null): void => {
  if (outcome !== null) count(OUTCOMES[outcome]);
  logger.info('reply', { correlation_id: correlationId, tenantId, outcome });
};

const tellMail = ({ tenantId, threadId }: VisitorMailEntry['visitorMail'], outcome: string | null): void => {
  logger.info('mail to a visitor', { correlation_id: `${threadId}.mail`, tenantId, outcome });
};

const processor: EntryProcessor = {
  queues: openQueues(),
  queueUrl: setting('OUTBOUND_QUEUE_URL'),
  logger,
  repeatForMs,
  async run(record) {
    const test = testOf(record);
    const visitor = visitorOf(record);
    const account = accountMailOf(record);
    const keys = issuerKeysOf(record);
    const provider = oidcOf(record);
    if (provider) return (await oidc()).run(provider);
    const chat = chatOf(record);
    if (chat) return (await applicationChats())(chat);
    if (keys) return (await issuerKeys())(keys);
    if (account) return (await accountMails()).send(account, { queuedAt: queuedAtOf(record), receives: receivesOf(record) });
    if (visitor) {
      const { sendVisitorMail } = await visitorMail();
      return tellMail(visitor, await sendVisitorMail(deps, visitor, { queuedAt: queuedAtOf(record), receives: receivesOf(record) }));
    }
    if (!test) return tell(replyOf(record), await sendReply(deps, replyOf(record), queuedAtOf(record)));
    logger.info('credentials checked', { tenantId: test.tenantId, result: await (await originTests()).run(test) });
  },
  async giveUp(record) {
    const test = testOf(record);
    if (test) return (await originTests()).giveUp(test);
    const visitor = visitorOf(record);
    if (visitor) return tellMail(visitor, await (await visitorMail()).giveUpVisitorMail(deps, visitor));
    const account = accountMailOf(record);
    if (account) return (await accountMails()).giveUp(account);
    // The next sign-in asks again.
    if (issuerKeysOf(record)) return;
    const provider = oidcOf(record);
    if (provider) return (await oidc()).giveUp(provider);
    // The next message of the chat, or a rebuild, goes on where this one has stopped.
    if (chatOf(record)) return;
    tell(replyOf(record), await giveUpReply(deps, replyOf(record)));
  },
  retried: () => count('SendRetries'),
};

/**
 * SQS FIFO `outbound`: replies to providers, in order within a conversation, mails to visitors of live chats who are gone, mails about accounts, keys of businesses to read, calls of OpenID providers, and chats of
 * applications whose news are for their tickets.
 */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(({ Records }) => processEntries(processor, Records));
