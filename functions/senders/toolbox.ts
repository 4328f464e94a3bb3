import type { Logger } from '@aws-lambda-powertools/logger';
import { openSecrets } from '#secrets';
import { settingOr } from '../../adapters/environment.ts';
import { guardedFetch } from '../../adapters/outgoing/guarded-fetch.ts';
import { hostAndPort } from '../../adapters/outgoing/permission.ts';
import { openBreaker } from '../../domain/automation/ai/breaker.ts';
import { callToolbox, type ToolboxDeps, type ToolboxPost } from '../../domain/automation/ai/toolbox.ts';
import type { AnalysisDeps } from '../../domain/support/ai/analyse-message.ts';

const TIMEOUT_MS = 10_000;

/** The operator has set this address, so it may be one of the own network. */
const postTo = (url: string): ToolboxPost => {
  const fetchGuarded = guardedFetch(new Set([hostAndPort(new URL(url))]));
  return async (address, headers, body) => {
    try {
      return await fetchGuarded(address, { method: 'POST', headers, body, timeoutMs: TIMEOUT_MS });
    } catch (error) {
      return { unanswered: error instanceof Error && 'code' in error ? String(error.code) : 'ECONNRESET' };
    }
  };
};

/** The key of the signatures: a secret by its name, or its value on a laptop. @throws when there is none: nothing leaves unsigned */
const secretOf = (): (() => Promise<string>) => {
  const name = settingOr('AITOOLBOX_SECRET_NAME', '');
  const secrets = name === '' ? null : openSecrets();
  return async () => {
    const secret = secrets ? await secrets.get(name) : settingOr('AITOOLBOX_SECRET', '');
    if (secret === undefined || secret === '') throw new Error('the toolbox has no secret: set AITOOLBOX_SECRET or AITOOLBOX_SECRET_NAME');
    return secret;
  };
};

/** The calls of the AI toolbox; null where `AITOOLBOX_SERVICE_URL` is not set. */
export const openToolbox = (logger: Pick<Logger, 'warn' | 'error'>): AnalysisDeps['analyse'] => {
  const url = settingOr('AITOOLBOX_SERVICE_URL', '');
  if (url === '') return null;
  const report: ToolboxDeps['report'] = (level, message, detail) => logger[level](message, detail);
  const deps = { url, secret: secretOf(), post: postTo(url), breaker: openBreaker(Date.now), clock: Date.now, report };
  return (request) => callToolbox(deps, request);
};
