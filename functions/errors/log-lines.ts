import { gunzipSync } from 'node:zlib';
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda';
import { type ErrorEvent, errorOf } from '../../domain/error-groups/error-event.ts';

/** Further lines are not grouped: an error that floods the log already has its group. */
const MOST = 1_000;

/** `…-consumers-MessagesLogs0F00BAA4-…` → `Messages`: the function, where a line does not name it. */
export const serviceOf = (logGroup: string): string => /-([A-Za-z]+?)Logs[0-9A-F]{8}/.exec(logGroup)?.[1]?.toLowerCase() ?? logGroup.slice(-64);

/**
 * The errors in an event of a subscription filter: base64 of gzip of JSON (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/
 * SubscriptionFilters.html, 2026-11). Control messages hold none. @throws when it is something else
 */
export const errorsIn = (event: CloudWatchLogsEvent): ErrorEvent[] => {
  const data = JSON.parse(gunzipSync(Buffer.from(event.awslogs.data, 'base64')).toString('utf8')) as CloudWatchLogsDecodedData;
  if (data.messageType !== 'DATA_MESSAGE') return [];
  const service = serviceOf(data.logGroup);
  return data.logEvents.slice(0, MOST).flatMap(({ message, timestamp }) => errorOf(message, { service, timestamp }) ?? []);
};
