/** An answer that the customer can pick. */
export interface Choice {
  readonly title: string;
  readonly description?: string | undefined;
}

/** Answers that a reply offers. What the customer picks comes back as a message of theirs. */
export interface Choices {
  /** The words that open the list, where the channel has the answers in a list. */
  readonly label?: string | undefined;
  readonly options: readonly Choice[];
}
