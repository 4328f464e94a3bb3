import type * as z from 'zod';

/** The export of a channel's `credentials.ts`: the credentials that its origins need (DESIGN §5). */
export interface CredentialRow {
  readonly schema: z.ZodType<Readonly<Record<string, unknown>>>;
  /** The schema's name in the API's document, if several channels share one. Otherwise the channel's own. */
  readonly name?: string;
  /** The member that names the account at the provider; not a secret, shown on the origin. */
  readonly account: string | null;
  /** Optional members without which nothing can be sent. */
  readonly toSend: readonly string[];
  /** Optional members without which its provider is not polled. */
  readonly polledWith?: readonly string[];
  /** Members with addresses that Parley calls. */
  readonly calls?: readonly string[];
}

/** The export of a channel's `words.ts`: descriptions of the credentials for the API's document, by member; `''` describes all of them. */
export type CredentialWords = Readonly<Record<string, string>>;
