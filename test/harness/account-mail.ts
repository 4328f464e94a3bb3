import type { Outcome } from '../../domain/outbound/outcome.ts';
import type { AccountMail, AccountMailEntry } from '../../domain/people/account-mail/account-mail.ts';
import { giveUpAccountMail, type Mailed, sendAccountMail } from '../../domain/people/sending/send-account-mail.ts';
import type { Harness } from '../functions/api/harness.ts';

/** The token of the link in a mail about an account. */
export const tokenIn = (text: string): string => /#(?:reset|invitation)=(\S+)/.exec(text)?.[1] ?? '';

const SENT: Outcome = { outcome: 'sent', providerId: 'id', sentParts: [] };

/** The sender of mails about accounts, over the table of a test. */
export const openPostOffice = (harness: Pick<Harness, 'deps' | 'sent'>) => {
  const mails: AccountMail[] = [];
  let taken = 0;
  let outcome: Outcome = SENT;
  const { table, clock, newSecret } = harness.deps;
  const deps = {
    table,
    clock,
    newSecret,
    random: () => 0,
    repeatForMs: 60_000,
    consoleUrl: 'https://parley.test',
    send: async (mail: AccountMail) => {
      mails.push(mail);
      return outcome;
    },
  };
  const entries = (): AccountMailEntry['accountMail'][] =>
    harness.sent.flatMap(({ message }) => (JSON.parse(message.body) as Partial<AccountMailEntry>).accountMail ?? []);
  return {
    mails,
    entries,
    /** What the mail service answers from now on. */
    answer: (next: Outcome): void => void (outcome = next),
    send: (entry: AccountMailEntry['accountMail'], queuedAt = clock(), receives = 1): Promise<Mailed> => sendAccountMail(deps, entry, { queuedAt, receives }),
    giveUp: (entry: AccountMailEntry['accountMail']): Promise<Mailed> => giveUpAccountMail(deps, entry),
    /** Sends what was asked for since the last time. Returns the token of the newest mail. */
    async deliver(): Promise<string> {
      const all = entries();
      for (const entry of all.slice(taken)) await sendAccountMail(deps, entry, { queuedAt: clock(), receives: 1 });
      taken = all.length;
      return tokenIn(mails.at(-1)?.text ?? '');
    },
  };
};
