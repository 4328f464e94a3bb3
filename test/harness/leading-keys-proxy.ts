import { Agent, request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Listening, listen } from './leading-keys/listen.ts';
import { type Part, partsOf } from './leading-keys/parts.ts';
import { allows, type NarrowedPolicies } from './leading-keys/policy.ts';
import type { Sts } from './leading-keys/sts.ts';

/** One call of the table. */
export interface TableCall {
  /** `function`: by the function's own credentials; else the tenant whose session it was. */
  readonly by: 'function' | { readonly tenant: string };
  readonly operation: string;
  readonly keys: readonly string[];
  /** The denied actions; empty when the call went through. */
  readonly refused: readonly Part[];
}

export interface LeadingKeysProxy extends Listening {
  readonly calls: TableCall[];
}

interface Options {
  /** The engine behind it. */
  readonly target: string;
  readonly policies: NarrowedPolicies;
  readonly sts: Sts;
  readonly functionKeyId: string;
  readonly clock?: () => number;
}

const CREDENTIAL = /Credential=([^/]+)\//;

/**
 * Stands before the local table and does what no emulator does: finds out by whose credentials each call is signed, and lets it through only
 * when the policy, as it is synthesised for that role, allows each of its keys (`dynamodb:LeadingKeys`). Records every call.
 */
export const startLeadingKeysProxy = async ({ target, policies, sts, functionKeyId, clock = Date.now }: Options): Promise<LeadingKeysProxy> => {
  const calls: TableCall[] = [];
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(target);

  const handle = (request: IncomingMessage, body: string, response: ServerResponse): void => {
    const refuse = (name: string, message: string): void =>
      void response
        .writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify({ __type: `com.amazon.coral.service#${name}`, Message: message }));
    const keyId = CREDENTIAL.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const session = sts.sessions.get(keyId);
    if (keyId !== functionKeyId && (!session || request.headers['x-amz-security-token'] !== session.sessionToken))
      return refuse('UnrecognizedClientException', 'The security token included in the request is invalid.');
    if (session && session.until <= clock()) return refuse('ExpiredTokenException', 'The security token included in the request is expired');

    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const parts = partsOf(operation, JSON.parse(body) as Parameters<typeof partsOf>[1]);
    const statements = session ? policies.tenant : policies.own;
    const tags = Object.entries(session?.tags ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, [value]]);
    const refused = parts.filter(
      ({ action, resource, keys, enclosing }) =>
        !allows(statements, {
          action,
          resource,
          context: { ...Object.fromEntries(tags), 'dynamodb:LeadingKeys': keys, 'dynamodb:EnclosingOperation': enclosing === null ? [] : [enclosing] },
        }),
    );
    calls.push({
      by: session ? { tenant: session.tags['tenant'] ?? '' } : 'function',
      operation,
      keys: [...new Set(parts.flatMap(({ keys }) => keys))],
      refused,
    });
    const [first] = refused;
    if (first) return refuse('AccessDeniedException', `not authorized to perform: ${first.action} because no identity-based policy allows it`);
    const onward = ask({ agent, hostname, port, method: 'POST', path: '/', headers: { ...request.headers, host: `${hostname}:${port}` } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    onward.end(body);
    return undefined;
  };

  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      try {
        handle(request, body, response);
      } catch (error) {
        // What this proxy does not understand it must not let through.
        response.writeHead(500).end(String(error));
      }
    });
  });
  const listening = await listen(server);
  return {
    ...listening,
    calls,
    stop: async () => {
      agent.destroy();
      await listening.stop();
    },
  };
};
