import { REGION } from '../assembly/identity.ts';
import type { FunctionPlan, Plan } from '../assembly/plan.ts';

/** Addresses of the laptop in place of API Gateway's. */
export interface Addresses {
  readonly apiUrl: string;
  /** For each WebSocket API: the address for clients, and the name under which functions find its connections (adapters/sockets/embedded.ts). */
  readonly sockets: Readonly<Record<string, { readonly wsUrl: string; readonly connections: string }>>;
}

/** Settings of Node and AWS that functions must not take from the shell. */
const OWN = /^(AWS_|NODE_|PATH$|HOME$)/;
/** Variables with roles that a function assumes; a laptop has no STS. */
const ROLES = /^TENANT_ROLE_ARN$/;

/**
 * A function's environment: the variables of its stack, with the laptop's addresses instead of API Gateway's. Variables that the
 * shell also sets (`settings`) win, so that you can try every setting with `NAME=value npm start`.
 */
export function environmentOf(
  fn: FunctionPlan,
  plan: Pick<Plan, 'http' | 'sockets'>,
  addresses: Addresses,
  settings: NodeJS.ProcessEnv,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fn.environment).flatMap(([name, value]) => {
      const given = OWN.test(name) ? undefined : settings[name];
      if (given === undefined || given === '') return ROLES.test(name) ? [] : [[name, localised(value, plan, addresses)]];
      return [[name, given]];
    }),
  );
}

function localised(value: string, plan: Pick<Plan, 'http' | 'sockets'>, addresses: Addresses): string {
  if (!value.includes('.execute-api.')) return value;
  let result = value;
  for (const { apiId, stage } of plan.sockets) {
    const host = `${apiId}.execute-api.${REGION}.amazonaws.com`;
    const own = addresses.sockets[apiId];
    if (own === undefined) continue;
    result = result.replaceAll(`wss://${host}/${stage}`, own.wsUrl).replaceAll(`https://${host}/${stage}`, own.connections);
  }
  for (const apiId of new Set(plan.http.map((route) => route.apiId))) {
    result = result.replaceAll(`https://${apiId}.execute-api.${REGION}.amazonaws.com`, addresses.apiUrl);
  }
  return result;
}
