/** The engines that a hub may run beside its own processes, each told by its command line. */
const ENGINES: readonly (readonly [string, RegExp])[] = [
  ['Kafka', /kafka\.Kafka/],
  ['DynamoDB Local', /dynamodbv2\.local\.main\.ServerRunner/],
  ['OpenSearch', /opensearch/i],
];

/** The engine's name, or undefined for what is the hub's own. A guard names the engine that it watches by its number only. */
export const engineOf = ({ command }: { readonly command: string }): string | undefined => ENGINES.find(([, pattern]) => pattern.test(command))?.[0];

/** The one behind DynamoDB's protocol. */
export const isTableEngine = (process: { readonly command: string }): boolean => engineOf(process) === 'DynamoDB Local';
