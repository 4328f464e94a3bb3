import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Profile } from './profile.ts';

/** Saved queries of CloudWatch Logs Insights, without log groups: choose the groups whose names begin with the deployment's, `parley-prod-`. */
const QUERIES: Readonly<Record<string, string>> = {
  'by correlation id': `fields @timestamp, service, level, message, status, route, failure.name, @logStream
| filter correlation_id = 'PASTE' or @message like /PASTE/
| sort @timestamp asc
| limit 200`,
  'by group of errors': `filter level = 'ERROR'
| stats count(*) as errors, earliest(@timestamp) as first, latest(@timestamp) as last, latest(correlation_id) as newest by service, failure.name, message
| sort errors desc
| limit 50`,
  'slowest requests': `filter service = 'api' and ispresent(ms)
| stats count(*) as requests, pct(ms, 50) as p50, pct(ms, 99) as p99, max(ms) as slowest by route
| sort p99 desc
| limit 30`,
  'slowest invocations': `filter type = 'platform.report'
| fields record.requestId as request, record.metrics.durationMs as ms, record.metrics.initDurationMs as init, record.metrics.maxMemoryUsedMB as mb, @log
| sort ms desc
| limit 50`,
  'refused and dead': `filter message in ['event refused', 'event not applied', 'elements kept raw', 'webhook refused', 'not sent']
| stats count(*) as times by service, message, failure.name, failure.reason, channel
| sort times desc
| limit 50`,
};

/** They cost nothing until they run, so every profile has them. */
export function saveQueries(scope: Construct, profile: Profile): void {
  for (const [name, queryString] of Object.entries(QUERIES)) {
    const id = `Query${name
      .split(' ')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join('')}`;
    new CfnQueryDefinition(scope, id, { name: `parley-${profile.name}/${name}`, queryString });
  }
}
