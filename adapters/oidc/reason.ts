import * as openid from 'openid-client';
import { cut } from '../../domain/text/well-formed.ts';

/** Error codes of servers are ASCII (RFC 6749, section 5.2). */
const plain = (text: string): string => cut(text.replace(/[^\w .-]/g, ''), 60);

const WORDS: Readonly<Record<string, string>> = {
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'the answer is not what OpenID Connect asks for',
  OAUTH_PARSE_ERROR: 'the answer is no JSON',
  OAUTH_INVALID_RESPONSE: 'the answer is not what OpenID Connect asks for',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'the discovery document names another issuer',
  OAUTH_KEY_SELECTION_FAILED: 'no published key fits the token',
};

/** What went wrong with a provider, for an administrator: no token and no text of a server. */
export function reasonOf(error: unknown): string {
  if (error instanceof openid.ResponseBodyError || error instanceof openid.AuthorizationResponseError) return `the provider answered ${plain(error.error)}`;
  if (!(error instanceof openid.ClientError)) return 'the answer could not be read';
  const { claim, attribute } = comparedIn(error);
  if (typeof claim === 'string') return `the claim ${plain(claim)} of the token is wrong`;
  if (typeof attribute === 'string') return `the member ${plain(attribute)} of the answer is wrong`;
  return WORDS[error.code ?? ''] ?? `the answer is not good (${plain(error.code ?? 'unknown')})`;
}

/** What the library compared: it is the cause of the cause. */
const comparedIn = ({ cause }: Error): { readonly claim?: unknown; readonly attribute?: unknown } =>
  cause instanceof Error && typeof cause.cause === 'object' && cause.cause !== null ? cause.cause : {};
