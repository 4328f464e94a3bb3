import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IMetric, type IWidget, MathExpression, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { own } from './hub-alarms.ts';
import { found, naming, total } from './metric-search.ts';
import type { ParleyFunction } from './parley-function.ts';

const period = Duration.hours(1);
const memoryOf = (fn: ParleyFunction): number => (fn.node.defaultChild as CfnFunction).memorySize ?? 128;

/** Billed usage per hour, next to the work that caused it. Prices are in docs/cost.md, because they change. */
export function costWidgets(words: readonly string[], functions: readonly ParleyFunction[]): IWidget[][] {
  const units = (schema: string, metric: string) => ({ schema, metric, words, statistic: 'Sum', period });
  const table = '{AWS/DynamoDB,TableName}';
  const indexes = '{AWS/DynamoDB,GlobalSecondaryIndexName,TableName}';
  const written = new MathExpression({
    expression: '(table + indexes) / messages',
    usingMetrics: {
      table: total(units(table, 'ConsumedWriteCapacityUnits'), 'table'),
      indexes: total(units(indexes, 'ConsumedWriteCapacityUnits'), 'indexes'),
      messages: own('messages', 'MessagesAppended', 'sum', period),
    },
    period,
    label: 'written units per message in total (budget 12)',
  });
  const graph = (title: string, left: readonly IMetric[], stacked = true): GraphWidget =>
    new GraphWidget({ title, width: 12, height: 7, left: [...left], stacked, leftYAxis: { min: 0, showUnits: false } });
  return [
    [new TextWidget({ markdown: '# Parley: cost\nUsage per hour; prices and calculation: docs/cost.md', width: 24, height: 2 })],
    [
      graph('DynamoDB: written units', [found(units(table, 'ConsumedWriteCapacityUnits')), found(units(indexes, 'ConsumedWriteCapacityUnits'))]),
      graph('DynamoDB: read units', [found(units(table, 'ConsumedReadCapacityUnits')), found(units(indexes, 'ConsumedReadCapacityUnits'))]),
    ],
    [
      graph(
        'Functions: GB-seconds',
        functions.map((fn) =>
          total(
            { schema: '{AWS/Lambda,FunctionName}', metric: 'Duration', ...naming(fn, functions), statistic: 'Sum', period },
            fn.entry.replace(/^functions\/|\.ts$/g, ''),
            memoryOf(fn) / 1024 / 1000,
          ),
        ),
      ),
      graph('Functions: invocations', [found(units('{AWS/Lambda,FunctionName}', 'Invocations'))]),
    ],
    [
      graph('Messages', [
        own('messages', 'MessagesAppended', 'sum', period),
        own('outbound', 'RepliesSent', 'sum', period),
        own('delivery', 'FramesPushed', 'sum', period),
      ]),
      graph('Units per message', [written], false),
    ],
    [
      graph('Queues: messages sent', [found(units('{AWS/SQS,QueueName}', 'NumberOfMessagesSent'))]),
      graph('Logs: ingested bytes', [found(units('{AWS/Logs,LogGroupName}', 'IncomingBytes'))]),
    ],
  ];
}
