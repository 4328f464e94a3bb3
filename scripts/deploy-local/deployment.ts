import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Bridged } from './bridge.ts';
import { assemblyIn, outputsIn } from './cdk.ts';
import { blocks, elements, type Services } from './target.ts';

/** Metadata that the CDK app adds to functions; the second is for functions that a laptop does not run (lib/parley-function.ts). */
const ENTRY_METADATA = ['parley:entry', 'parley:deploy-entry'] as const;

/** The deployed stacks. */
export interface Deployment {
  readonly apiUrl: string;
  readonly wsUrl: string;
  readonly appSecretsName: string;
  readonly deadLetterQueueUrl: string;
  /** By topic. */
  readonly deadLetterQueueUrls: Readonly<Record<string, string>>;
  readonly stacks: readonly string[];
  /** Physical names by entry, such as `functions/api/handler.ts`. */
  readonly functions: Readonly<Record<string, { readonly name: string; readonly role: string }>>;
}

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Metadata?: Readonly<Record<string, unknown>>; readonly Properties?: unknown }>>;
}

/** An output of any stack. @throws when no stack has it */
export function outputOf(outputs: Readonly<Record<string, Readonly<Record<string, string>>>>, name: string): string {
  const value = Object.values(outputs).find((stack) => stack[name] !== undefined)?.[name];
  if (value === undefined) throw new Error(`no stack has the output ${name}`);
  return value;
}

/** Reads the outputs of the deployment, the templates and the physical names of the resources. */
export async function readDeployment(home: string, services: Services): Promise<Deployment> {
  const outputs = JSON.parse(readFileSync(outputsIn(home), 'utf8')) as Record<string, Record<string, string>>;
  const output = (name: string): string => outputOf(outputs, name);
  const stacks = readdirSync(assemblyIn(home)).flatMap((file) => /^(.+)\.template\.json$/.exec(file)?.[1] ?? []);
  const functions: Record<string, { name: string; role: string }> = {};
  for (const stack of stacks) {
    const { Resources } = JSON.parse(readFileSync(join(assemblyIn(home), `${stack}.template.json`), 'utf8')) as Template;
    const physical = await physicalNames(services, stack);
    for (const [id, { Metadata, Properties }] of Object.entries(Resources)) {
      const entry = ENTRY_METADATA.map((name) => Metadata?.[name]).find((one) => one !== undefined);
      if (typeof entry !== 'string') continue;
      const roleId = (Properties as { Role: { 'Fn::GetAtt': [string, string] } }).Role['Fn::GetAtt'][0];
      functions[entry] = { name: physical(id), role: physical(roleId) };
    }
  }
  return {
    apiUrl: output('apiUrl'),
    wsUrl: output('wsUrl'),
    appSecretsName: output('appSecretsName'),
    deadLetterQueueUrl: output('deadLetterQueueUrl'),
    deadLetterQueueUrls: Object.fromEntries(Object.entries(BRIDGED_TOPICS).map(([topic, { letters }]) => [topic, output(letters)])),
    stacks,
    functions,
  };
}

async function physicalNames(services: Services, stack: string): Promise<(id: string) => string> {
  const xml = await services.query('cloudformation', '2010-05-15', 'DescribeStackResources', { StackName: stack });
  const names = new Map(blocks(xml, 'member').map((resource) => [elements(resource, 'LogicalResourceId')[0], elements(resource, 'PhysicalResourceId')[0]]));
  return (id) => {
    const name = names.get(id);
    if (name === undefined) throw new Error(`${stack} has no resource ${id}`);
    return name;
  };
}

/** The consumers of topics, and the output with the dead-letter queue of each (lib/messaging-stack.ts); a test compares them with the stacks. */
export const BRIDGED_TOPICS: Readonly<Record<string, { readonly entry: string; readonly letters: string }>> = {
  messages: { entry: 'functions/consumers/messages.ts', letters: 'deadLetterQueueUrl' },
  tickets: { entry: 'functions/consumers/tickets.ts', letters: 'deadLetterQueueUrlOfTickets' },
  ai_messages: { entry: 'functions/consumers/ai-messages.ts', letters: 'deadLetterQueueUrlOfAiMessages' },
  metadata_actions: { entry: 'functions/consumers/metadata-actions.ts', letters: 'deadLetterQueueUrlOfMetadataActions' },
  queue_acks: { entry: 'functions/consumers/queue-acks.ts', letters: 'deadLetterQueueUrlOfQueueAcks' },
  escalations_outbound: { entry: 'functions/consumers/escalations-outbound.ts', letters: 'deadLetterQueueUrlOfEscalationsOutbound' },
};

/** The function that the bridge invokes for each topic, and the dead-letter queue for records that fail permanently. */
export function bridgedTo({ functions, deadLetterQueueUrls }: Pick<Deployment, 'functions' | 'deadLetterQueueUrls'>): Bridged[] {
  return Object.entries(BRIDGED_TOPICS).map(([topic, { entry }]) => {
    const consumer = functions[entry];
    if (consumer === undefined) throw new Error(`the consumer of ${topic} is not deployed`);
    return { topic, consumer: consumer.name, consumerRole: consumer.role, deadLetterQueueUrl: deadLetterQueueUrls[topic] ?? '' };
  });
}

/** The token that creates tenants. */
export async function adminTokenOf(deployment: Deployment, services: Services): Promise<string> {
  const { SecretString } = await services.json<{ SecretString: string }>('secretsmanager', 'secretsmanager.GetSecretValue', {
    SecretId: deployment.appSecretsName,
  });
  return (JSON.parse(SecretString) as { adminToken: string }).adminToken;
}
