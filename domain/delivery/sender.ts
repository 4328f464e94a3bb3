/** What the domain asks of a channel that can send; `channels/` fulfils it. */
export interface OutgoingReply {
  readonly tenantId: string;
  readonly originId: string;
  readonly ticketId: string;
  readonly threadId: string;
  readonly number: number;
  /** Stable over retries: `{threadId}.{number}`. */
  readonly replyId: string;
  /** The customer's id at the provider. */
  readonly to: string;
  readonly text: string;
  readonly html: string | null;
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string | null;
  readonly surface: string;
  /** Provider id of the message answered, or null. */
  readonly inReplyTo: string | null;
  readonly agentName: string | null;
  readonly createdAt: string;
}

export type SendOutcome =
  /** The provider has it. `providerId` resolves later statuses. */
  | { readonly outcome: 'sent'; readonly providerId: string | null }
  /** Certainly not sent; try again (after `retryAfterSeconds` when the provider says). */
  | { readonly outcome: 'retry'; readonly error: string; readonly retryAfterSeconds?: number }
  /** Certainly not sent, for good; shown to the agent. */
  | { readonly outcome: 'failed'; readonly error: string }
  /** The answer was lost: it may have been sent. Shown, never retried blindly. */
  | { readonly outcome: 'unknown'; readonly error: string };

export interface Channel {
  /** True when sending the same replyId twice reaches the customer once. */
  readonly idempotentSend: boolean;
  send(reply: OutgoingReply): Promise<SendOutcome>;
}
