/** Something that reads an event source and runs a function on what it finds, until it is stopped. */
export interface Poller {
  /** Takes nothing more and resolves when what is in work is done. */
  stop(): Promise<void>;
}
