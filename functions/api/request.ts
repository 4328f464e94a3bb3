import type { Failure } from '../failure.ts';

/** A request as the pipeline sees it, whatever carried it. */
export interface ApiRequest {
  readonly method: string;
  /** Without stage and query. */
  readonly path: string;
  /** As it came, without `?`. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Undefined or empty when there is none. */
  readonly body: string | undefined;
  /** False when the bytes of the body were no UTF-8, and `body` is not what was sent. */
  readonly isUtf8?: boolean;
  /** No route of API Gateway matched: a 404, whatever the table holds. What a stack does not route is not there. */
  readonly unrouted?: boolean;
  /** The network address that API Gateway saw. */
  readonly address: string;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For the one log line: never texts, tokens or bodies. */
  readonly facts: Facts;
}

export interface Facts {
  readonly correlationId: string;
  readonly route: string;
  readonly tenantId?: string;
  readonly actorId?: string;
  readonly code?: string;
  readonly replayed?: true;
  readonly error?: Failure;
}
