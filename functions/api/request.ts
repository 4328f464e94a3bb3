import type { Failure } from '../failure.ts';

/** A request, independent of its transport. */
export interface ApiRequest {
  readonly method: string;
  /** Without stage and query. */
  readonly path: string;
  /** Unparsed, without `?`. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Undefined or empty when there is none. */
  readonly body: string | undefined;
  /** False when the body was not UTF-8, so that `body` differs from what was sent. */
  readonly isUtf8?: boolean;
  /** No route of API Gateway matched: a 404, even if the route table has the path. */
  readonly unrouted?: boolean;
  /** The network address that API Gateway saw. */
  readonly address: string;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** True when `body` is bytes as base64. */
  readonly isBase64?: true;
  /** For the log line: no texts, tokens or bodies. */
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
