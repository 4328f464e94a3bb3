import { cut } from '../text/well-formed.ts';
import { scrub } from './scrub.ts';

/** One error from a function's log. It contains nothing of a customer: reasons are scrubbed, the rest is ours. */
export interface ErrorEvent {
  readonly service: string;
  readonly name: string;
  /** The log line's own text, constant for one location in the code. */
  readonly logged: string;
  readonly reason: string;
  /** `at …`, the innermost first. */
  readonly frames: readonly string[];
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly correlationId: string | null;
}

/** Where the line was found, for what the line itself does not contain. */
export interface LineSource {
  /** The service if the line names none: the log group's function. */
  readonly service: string;
  /** Epoch ms. */
  readonly timestamp: number;
}

const FRAMES = 8;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const record = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
const framesOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [])
    .filter((frame) => typeof frame === 'string')
    .map((frame) => cut(frame.trim(), 300))
    .filter((frame) => frame.startsWith('at '))
    .slice(0, FRAMES);

const parsed = (line: string): Readonly<Record<string, unknown>> | null => {
  try {
    return record(JSON.parse(line));
  } catch {
    return null;
  }
};

/** What Lambda itself writes when an invocation timed out or crashed. */
const ENDED: Readonly<Record<string, string>> = { timeout: 'FunctionTimedOut', failure: 'FunctionCrashed' };

/**
 * The error in one line of a log, or null: a line of ours at level ERROR, an error that Lambda's Node runtime
 * reports, or Lambda's report of an invocation that timed out or crashed (docs.aws.amazon.com/lambda/latest/dg/
 * monitoring-cloudwatchlogs-logformat.html and telemetry-schema-reference.html, 2026-11). Errors that a handler threw were logged before, under another name.
 */
export const errorOf = (line: string, source: LineSource): ErrorEvent | null => {
  const said = parsed(line);
  if (!said) return null;
  const service = text(said['service']) ?? source.service;
  const at = new Date(source.timestamp).toISOString();
  const common = { service, at, correlationId: text(said['correlation_id']) };
  const ended = said['type'] === 'platform.report' ? ENDED[text(record(said['record'])?.['status']) ?? ''] : undefined;
  if (ended !== undefined)
    return { ...common, name: ended, logged: 'invocation ended', reason: '', frames: [], correlationId: text(record(said['record'])?.['requestId']) };
  if (said['level'] !== 'ERROR' && said['level'] !== 'FATAL') return null;

  const thrown = record(said['message']);
  if (thrown) {
    const name = text(thrown['errorType']) ?? 'Error';
    if (name === 'Logged') return null;
    return {
      ...common,
      name,
      logged: 'unhandled',
      reason: scrub(text(thrown['errorMessage']) ?? ''),
      frames: framesOf(thrown['stackTrace']),
      correlationId: common.correlationId ?? text(said['requestId']),
    };
  }
  const failure = record(said['failure']);
  return {
    ...common,
    name: text(failure?.['name']) ?? 'Error',
    logged: scrub(text(said['message']) ?? ''),
    reason: scrub(text(failure?.['reason']) ?? ''),
    frames: framesOf(failure?.['frames']),
  };
};
