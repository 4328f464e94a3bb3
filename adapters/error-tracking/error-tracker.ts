/** An event for an external error tracker. It contains nothing that the hub's own group does not have. */
export interface TrackedError {
  readonly fingerprint: string;
  readonly service: string;
  readonly name: string;
  readonly logged: string;
  readonly reason: string;
  /** The innermost first. */
  readonly frames: readonly {
    readonly fn: string;
    readonly file: string;
    readonly line: number | null;
    readonly column: number | null;
    readonly inApp: boolean;
  }[];
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly release: string;
  readonly environment: string;
  readonly correlationId: string | null;
  readonly isRegression: boolean;
}

export interface ErrorTracker {
  /** @throws ErrorNotTaken; who calls it counts that and continues */
  send(error: TrackedError): Promise<void>;
}

/** The tracker did not take an error; it is in the hub's own groups all the same. */
export class ErrorNotTaken extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'ErrorNotTaken';
  }
}
