/** An event for an external error tracker. It contains only what the hub's own error group has. */
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
  /** @throws ErrorNotTaken; the caller counts it and continues */
  send(error: TrackedError): Promise<void>;
}

/** The tracker did not accept an error. The hub's own error groups have it. */
export class ErrorNotTaken extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'ErrorNotTaken';
  }
}
