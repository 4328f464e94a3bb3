import type { Problem } from '../api.ts';

export type ProblemCode = Problem['code'];

/** A response of 400 and above. */
export class ParleyError extends Error {
  /** The HTTP status. */
  readonly status: number;
  /** The code for programs. `internal` if the response was not from Parley. */
  readonly code: ProblemCode;
  readonly title: string;
  /** What happened in this call, for people. */
  readonly detail: string;
  /** Each invalid member of the request. */
  readonly errors: Problem['errors'];
  /** The whole problem: some have more members, such as the owner of `already_taken`. */
  readonly problem: Problem;
  /** Seconds to wait, if the response had `Retry-After`. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter?: number) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.name = 'ParleyError';
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** Seconds of a `Retry-After` header: a number, or a date. */
export function secondsOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

const isProblem = (value: unknown): value is Problem => typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;

/** Reads the problem of a response. Other bodies, such as the page of a proxy, become `internal` with the beginning of their text. */
export async function errorOf(response: Response): Promise<ParleyError> {
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const { status, statusText } = response;
  const unknown = { code: 'internal' as const, title: statusText, status, detail: text.slice(0, 200), errors: [] };
  return new ParleyError(isProblem(body) ? { ...body, status } : unknown, secondsOf(response.headers.get('retry-after'), Date.now()));
}
