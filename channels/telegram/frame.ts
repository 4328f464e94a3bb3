/** Data about the update that contained a piece. */
export interface Frame {
  /** Epoch ms. */
  readonly receivedAt: number;
  /** The bot's own user id; null if its token does not contain it. */
  readonly botId: string | null;
  /** Distinguishes changes of one message in the same second. */
  readonly updateId: string;
}
