/** Reads an event source and runs a function with its records, until it is stopped. */
export interface Poller {
  /** Stops reading and resolves when running batches are done. */
  stop(): Promise<void>;
}
