import { ObjectsUnavailable } from '../../adapters/objects/objects.ts';
import { QueueUnavailable } from '../../adapters/queues/queues.ts';
import { SearchUnavailable } from '../../adapters/search/search.ts';
import { SecretsUnavailable } from '../../adapters/secrets/secrets.ts';
import { TopicUnavailable } from '../../adapters/topics/topics.ts';
import { PROBLEMS, Problem } from '../../domain/errors.ts';
import { TableUnavailable, TransactionRefused } from '../../domain/table/port.ts';
import type { RouteAnswer } from './route.ts';

const ENGINES_DOWN = [TableUnavailable, TopicUnavailable, QueueUnavailable, SearchUnavailable, ObjectsUnavailable, SecretsUnavailable];
const RETRY_SECONDS = 2;

/** The problem for an error; undefined for an unexpected error. */
export function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (ENGINES_DOWN.some((type) => error instanceof type)) {
    return new Problem('unavailable', 'A part of the service is unavailable. Try again.', { retryAfter: RETRY_SECONDS, cause: error });
  }
  if (error instanceof TransactionRefused) {
    // Commands retry conflicts. An error that gets here has failed many times, or the command does not expect the state.
    return error.refusals.some((r) => r.reason === 'condition')
      ? new Problem('conflict', 'Somebody else changed this at the same time. Read it again.', { cause: error })
      : new Problem('unavailable', 'Too many simultaneous changes. Try again.', { retryAfter: 1, cause: error });
  }
  return undefined;
}

/** `application/problem+json` (RFC 9457) with the members of DESIGN §4.11. */
export function problemAnswer(problem: Problem | undefined): RouteAnswer {
  if (!problem) {
    return {
      status: 500,
      headers: { 'content-type': 'application/problem+json' },
      body: {
        code: 'internal',
        title: 'Something went wrong on our side',
        status: 500,
        detail: "The error was logged with this answer's x-correlation-id.",
        errors: [],
      },
    };
  }
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (problem.retryAfter !== undefined) headers['retry-after'] = String(problem.retryAfter);
  if (problem.status === 405) headers['allow'] = String(problem.extra['allow']);
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer';
  const { allow: _header, ...extra } = problem.extra;
  return {
    status: problem.status,
    headers,
    body: { ...extra, code: problem.code, title: problem.title, status: problem.status, detail: problem.message, errors: problem.errors },
  };
}

export const PROBLEM_CODES = [...Object.keys(PROBLEMS), 'internal'];
