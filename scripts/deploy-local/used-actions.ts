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
  /** Granted but not used by the story, which does not take every path. */
  readonly unused: readonly string[];
  /** Requested and denied: a missing grant. */
  readonly refused: readonly string[];
}

/** Actions that the service itself performs with a role; the emulator performs them without an authorization check. */
const OF_THE_SERVICE =
  /^(logs|xray|ec2):|^sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueUrl|GetQueueAttributes)$|^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/;

/** Compares the grants of functions' roles with the actions in the emulator's log. */
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
