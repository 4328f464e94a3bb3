/** All errors of the domain. Every code has one status and one title (DESIGN §5); `functions/api` maps it to problem+json. */
export const PROBLEMS = {
  invalid_request: [400, 'The request is not valid'],
  unauthenticated: [401, 'Sign in first'],
  second_factor_required: [401, 'A code of the second factor is needed'],
  forbidden: [403, 'Your role does not allow this'],
  second_factor_not_set_up: [403, 'Set up a second factor first'],
  not_found: [404, 'Not found'],
  method_not_allowed: [405, 'This path does not support this method'],
  conflict: [409, 'Conflicts with the current state'],
  illegal_transition: [409, 'This status change is not allowed'],
  already_taken: [409, 'Somebody else has taken this ticket'],
  stale: [412, 'The ticket has changed since you read it'],
  too_large: [413, 'The request is too large'],
  unprocessable: [422, 'Well-formed, but not possible'],
  rate_limited: [429, 'Too many requests'],
  unavailable: [503, 'Temporarily unavailable'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface FieldError {
  /** Dotted path into the body or the query, `''` for the whole. */
  readonly path: string;
  readonly message: string;
}

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly errors: readonly FieldError[];
  /** Extra members of the answer, such as `current` of a conflict or the owner of a taken ticket. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Seconds, for 429 and 503. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ProblemCode,
    detail: string,
    options: { errors?: readonly FieldError[]; extra?: Record<string, unknown>; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    [this.status, this.title] = PROBLEMS[code];
    this.errors = options.errors ?? [];
    this.extra = options.extra ?? {};
    this.retryAfter = options.retryAfter;
  }
}

/** For ids of another tenant, ids hidden by a queue's visibility, and ids that never existed: all look the same. */
export const notFound = (what: string): Problem => new Problem('not_found', `No such ${what}.`);
