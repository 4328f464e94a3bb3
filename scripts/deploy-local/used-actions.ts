import { readFileSync } from 'node:fs';
import type { Deployment } from './deployment.ts';
import { grantsOf } from './grants.ts';
import type { Services } from './target.ts';

interface Asked {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
}

export interface RoleUse {
  readonly entry: string;
  /** Granted and used. */
  readonly used: readonly string[];
  /** Granted, and not used by the story: the story does not walk every path. */
  readonly unused: readonly string[];
  /** Wanted and refused: a missing grant. */
  readonly refused: readonly string[];
}

/** What the service itself does with a role, not the function's code: the emulator does it without asking. */
const OF_THE_SERVICE =
  /^(logs|xray|ec2):|^sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueUrl|GetQueueAttributes)$|^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/;

/** Compares what the roles of functions were granted with what they did, by the log of actions that the emulator evaluated. */
export async function rolesInUse(services: Services, deployment: Deployment, actionsFile: string): Promise<readonly RoleUse[]> {
  const asked = readFileSync(actionsFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Asked);
  return Promise.all(
    Object.entries(deployment.functions).map(async ([entry, { role }]) => {
      const own = asked.filter((one) => one.role === role);
      const done = new Set(own.filter(({ allowed }) => allowed).map(({ action }) => action));
      const granted = [...new Set((await grantsOf(services, role)).map(({ action }) => action))].filter((action) => !OF_THE_SERVICE.test(action)).sort();
      return {
        entry,
        used: granted.filter((action) => done.has(action)),
        unused: granted.filter((action) => !done.has(action)),
        refused: [...new Set(own.filter(({ allowed }) => !allowed).map(({ action, resource }) => `${action} on ${resource}`))],
      };
    }),
  );
}
