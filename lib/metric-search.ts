import type { Duration } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { ParleyFunction } from './parley-function.ts';

/**
 * Dashboards find metrics by words in the names of functions and queues, as CloudWatch's search splits them (at punctuation and capitals; docs.aws.
 * amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html, 2026-11). With an export for each function and queue,
 * CloudFormation could never remove one.
 */
export interface Search {
  /** `{AWS/Lambda,FunctionName}` */
  readonly schema: string;
  readonly metric: string;
  /** All of these. */
  readonly words: readonly string[];
  /** None of these. */
  readonly without?: readonly string[];
  readonly statistic: string;
  readonly period: Duration;
}

const expressionOf = ({ schema, metric, words, without = [], statistic, period }: Search): string => {
  const terms = [`MetricName="${metric}"`, ...words, ...without.map((word) => `NOT ${word}`)];
  return `SEARCH('${schema} ${terms.join(' ')}', '${statistic}', ${period.toSeconds()})`;
};

/** One line for each metric that is found. */
export const found = (search: Search, label = ''): MathExpression =>
  new MathExpression({ expression: expressionOf(search), usingMetrics: {}, period: search.period, label });

/** The sum of all metrics that are found, times a factor. */
export const total = (search: Search, label: string, factor = 1): MathExpression =>
  new MathExpression({ expression: `SUM(${expressionOf(search)})${factor === 1 ? '' : ` * ${factor}`}`, usingMetrics: {}, period: search.period, label });

const wordsIn = (name: string): string[] => name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];

/** The words of a function's name, which begins with its stack's and its own id in the template. */
const wordsOf = (fn: ParleyFunction): string[] => {
  const stack = Stack.of(fn);
  const id = String(stack.resolve(stack.getLogicalId(fn.node.defaultChild as CfnFunction))).replace(/[0-9A-F]{8}$/, '');
  return [...new Set([...wordsIn(stack.stackName), ...wordsIn(id)].map((word) => word.toLowerCase()))];
};

/** Words that match the name of one function and of no other. */
export function naming(fn: ParleyFunction, all: readonly ParleyFunction[]): Pick<Search, 'words' | 'without'> {
  const words = wordsOf(fn);
  const without = all
    .filter((other) => other !== fn)
    .map(wordsOf)
    .filter((others) => words.every((word) => others.includes(word)))
    .map((others) => others.find((word) => !words.includes(word)))
    .filter((word) => word !== undefined);
  return { words, without: [...new Set(without)] };
}
