import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { PlainAnswer } from '../../channels/inbound.ts';
import { Problem, type ProblemCode } from '../../domain/errors.ts';
import { SAFE_HEADERS } from '../safe-headers.ts';

export const plainAnswer = ({ status, body, contentType }: PlainAnswer): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'content-type': contentType, ...SAFE_HEADERS },
  body,
});

const DETAILS = {
  invalid_request: 'The body is signed, but it is not JSON.',
  unauthenticated: 'The signature is missing, or it is not one of this origin.',
  forbidden: 'The verify token is not this origin’s.',
  not_found: 'No such webhook.',
  too_large: 'A webhook’s body may have at most 4 MB.',
  unavailable: 'This could not be stored. Send it again.',
} as const satisfies Partial<Record<ProblemCode, string>>;

/** Seconds for `Retry-After`. Some providers ignore it and use their own intervals. */
const RETRY_AFTER = 2;

/** problem+json of DESIGN §5. */
export const refusal = (code: keyof typeof DETAILS): APIGatewayProxyStructuredResultV2 => {
  const { status, title, message } = new Problem(code, DETAILS[code]);
  const errors = code === 'invalid_request' ? [{ path: '', message: 'is not valid JSON' }] : [];
  return {
    statusCode: status,
    headers: { 'content-type': 'application/problem+json', ...SAFE_HEADERS, ...(status === 503 ? { 'retry-after': String(RETRY_AFTER) } : {}) },
    body: JSON.stringify({ code, title, status, detail: message, errors }),
  };
};
