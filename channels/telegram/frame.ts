/** What is known of the update that a piece came in. */
export interface Frame {
  /** Epoch ms. */
  readonly receivedAt: number;
  /** The bot's own user id; null if its token does not tell. */
  readonly botId: string | null;
  /** Tells changes of one message in the same second apart. */
  readonly updateId: string;
}
