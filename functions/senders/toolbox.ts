import type { Logger } from '@aws-lambda-powertools/logger';
import { callToolbox, type ToolboxDeps } from '../../domain/automation/ai/toolbox.ts';
import type { AnalysisDeps } from '../../domain/support/ai/analyse-message.ts';
import { openToolboxService } from './service.ts';

/** The calls of the AI toolbox; null where `AITOOLBOX_SERVICE_URL` is not set. */
export const openToolbox = (logger: Pick<Logger, 'warn' | 'error'>): AnalysisDeps['analyse'] => {
  const service = openToolboxService();
  if (service === null) return null;
  const report: ToolboxDeps['report'] = (level, message, detail) => logger[level](message, detail);
  return (request) => callToolbox({ ...service, report }, request);
};
