import * as z from 'zod';
import { PROBLEM_CODES } from '../problems.ts';
import type { AnswerSchema, Route } from '../route.ts';
import { typeCredentials } from './credentials.ts';
import { describeSchemas } from './describe.ts';
import { describeFrames, framesInWords } from './frames.ts';
import { type Components, createComponents, type JsonSchema } from './json-schema.ts';
import type { Operation, Parameter } from './operation.ts';
import { describeProviderCalls, PROVIDER_PATH, PROVIDER_TAG } from './provider-calls.ts';
import type { Webhooks } from './webhook-operation.ts';
import { describeWebhooks } from './webhooks.ts';
import { PARAMETERS, PATH_IDS } from './words/parameters.ts';

/** OpenAPI 3.1 from the route table: https://spec.openapis.org/oas/v3.1.1.html (read November 2026). */
export interface OpenApi {
  readonly openapi: '3.1.1';
  readonly info: JsonSchema;
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly webhooks: Webhooks;
  readonly components: { readonly schemas: Record<string, JsonSchema>; readonly securitySchemes: JsonSchema };
}

const problem = z
  .strictObject({
    code: z.enum(PROBLEM_CODES as [string, ...string[]]),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  })
  .catchall(z.unknown())
  .meta({ id: 'Problem' });

const REASONS: Readonly<Record<string, string>> = {
  200: 'Done',
  201: 'Created',
  202: 'Accepted',
  204: 'Done, no content',
  303: 'Go on to the address of Location',
  400: 'The request is not valid',
  401: 'No credential, or an invalid one',
  403: 'The role does not allow this',
  404: 'Not found, or not visible to the caller',
  405: 'The path does not take this method; see Allow',
  409: 'Conflicts with the current state',
  412: 'The version is no longer current',
  413: 'Too large',
  422: 'Well-formed, but not possible',
  429: 'Too many requests; see Retry-After',
  503: 'Temporarily unavailable; see Retry-After',
};

const TAGS: Readonly<Record<string, string>> = {
  health: 'Health of the API',
  tenants: 'Tenants and their settings',
  registrations: 'Self-registration of users',
  sessions: 'Sign in and out',
  'password-resets': 'New passwords by mail',
  'identity-issuers': 'Servers of a business that sign its users in',
  'identity-providers': 'OpenID providers that sign people in',
  invitations: 'Agents who were invited by mail',
  me: 'The owner of the credential',
  agents: 'People who work on tickets',
  teams: 'Groups of agents',
  'api-keys': 'Keys for integrations',
  webhooks: 'Events that Parley sends to your systems',
  [PROVIDER_TAG]: 'Calls of providers and of your own systems, which bring customers’ messages',
  attachments: 'Files of messages',
  directory: 'Names of colleagues, teams and connected accounts.',
  origins: 'Connected accounts of channels',
  tickets: "Customers' cases and their messages",
  threads: 'Everything that one author wrote on one origin',
  queues: 'Named conditions over tickets, with counters',
  admin: 'Comparing and rebuilding projections',
  rules: 'Actions that run automatically after events',
  'enrichment-lists': 'Properties that tickets get by their author or text',
  jobs: 'Background work that a call with the answer 202 has started',
  events: 'Events that programs send to the hub, by topic',
  'dead-letters': 'Events that could not be applied',
  audit: 'Changes by administrators',
  'user-service': 'The external service that manages agents and teams',
  search: 'Finding tickets by words',
  'socket-tickets': 'Opening the WebSocket',
  livechat: 'The visitors of a live chat',
  applications: 'Client applications, their chats and messages',
  users: 'People to add to groups',
  groups: 'Conversations of up to 50,000 members',
  directs: 'Conversations of two people',
  reports: 'Messages that people have reported',
  acks: 'What a client has received',
  devices: 'Devices that get pushes',
  send: 'Frames without a WebSocket',
  messages: 'What a client has not acknowledged yet',
  documentation: 'This documentation',
};

/** `GET /v1/tickets/{id}/messages` → `getTicketsIdMessages` */
export const operationIdOf = (route: Pick<Route, 'method' | 'path'>): string =>
  route.method.toLowerCase() +
  route.path
    .replace(/^\/v1/, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

const rolesOf = (route: Route): readonly string[] => (typeof route.roles === 'string' ? [route.roles] : route.roles);

function securityOf(route: Route): readonly Record<string, readonly string[]>[] {
  if (route.roles === 'public') return [];
  if (route.roles === 'visitor') return [{ visitor: [] }];
  return route.roles === 'adminToken' ? [{ adminToken: [] }] : [{ bearer: [] }];
}

/** Statuses of the problems that a route can answer with; `default` covers the others. */
function problemsOf(route: Route): number[] {
  const writes = route.method !== 'GET';
  return [
    400,
    ...(route.roles === 'public' ? [] : [401, 403]),
    ...(route.path.includes('{') ? [404] : []),
    ...(writes ? [409] : []),
    ...(route.versioned ? [412] : []),
    ...(route.body ? [413, 422] : []),
    503,
  ];
}

const field = (node: JsonSchema, name: string): JsonSchema => (node[name] ?? {}) as JsonSchema;

/** The members of an object schema as parameters. */
function parametersOf(schema: z.ZodType, location: 'path' | 'query', components: Components, owner: string): Parameter[] {
  const node = components.describe(schema, 'input', owner);
  const required = (node['required'] ?? []) as string[];
  return Object.entries(field(node, 'properties')).map(([name, value]) => {
    const { description, ...rest } = value as JsonSchema;
    const words = description ?? parameterWords(owner, name);
    const said = typeof words === 'string' ? { description: words } : {};
    return { name, in: location, required: location === 'path' || required.includes(name), ...said, schema: rest };
  });
}

/** `owner`: the operation's id. */
const parameterWords = (owner: string, name: string): string | undefined => PARAMETERS[`${owner}.${name}`] ?? PARAMETERS[name];

/** What `{id}` is an id of: `tickets` in `/v1/admin/tickets/{id}/replay`. */
const collectionOf = (path: string): string => /([^/]+)\/\{id\}/.exec(path)?.[1] ?? '';

function pathParameters(route: Route, components: Components, owner: string): Parameter[] {
  const named = (parameter: Parameter): Parameter => ({
    ...parameter,
    description: parameter.name === 'id' ? (PATH_IDS[collectionOf(route.path)] ?? '') : (parameter.description ?? parameterWords(owner, parameter.name) ?? ''),
  });
  if (route.params) return parametersOf(route.params, 'path', components, owner).map(named);
  return [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => named({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function headerParameters(route: Route): Parameter[] {
  const text = (name: string, pattern: string, description: string): Parameter => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string', pattern },
  });
  return [
    ...(route.idempotent
      ? [text('Idempotency-Key', '^[!-~]{1,255}$', 'Repeating the request with the same key has one effect and returns the same response for 48 hours.')]
      : []),
    ...(route.versioned
      ? [text('If-Match', '^(\\*|\\d{1,15}|(W/)?"\\d{1,15}")$', 'The version that the change depends on, such as `"3"`; 412 when it is no longer current.')]
      : []),
  ];
}

function contentOf(answer: AnswerSchema, components: Components, owner: string): JsonSchema {
  if (answer === null) return {};
  if (answer instanceof z.ZodType) return { content: { 'application/json': { schema: components.describe(answer, 'output', owner) } } };
  // YAML gets no `type: string`, because clients parse it.
  return { content: { [answer.contentType]: { schema: answer.contentType.startsWith('text/') ? { type: 'string' } : {} } } };
}

function operationOf(route: Route, components: Components, problemRef: JsonSchema): Operation {
  const operationId = operationIdOf(route);
  const owner = operationId.charAt(0).toUpperCase() + operationId.slice(1);
  const problemContent = { content: { 'application/problem+json': { schema: problemRef } } };
  const answers = Object.entries(route.answers).map(([status, answer]) => [
    status,
    { description: REASONS[status] ?? 'Done', ...contentOf(answer, components, owner) },
  ]);
  const problems = problemsOf(route).map((status) => [String(status), { description: REASONS[status] ?? '', ...problemContent }]);
  return {
    operationId,
    summary: route.summary,
    description: route.description ?? '',
    tags: [route.tag],
    security: securityOf(route),
    'x-roles': rolesOf(route),
    parameters: [
      ...pathParameters(route, components, operationId),
      ...(route.query ? parametersOf(route.query, 'query', components, operationId) : []),
      ...headerParameters(route),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: { 'application/json': { schema: components.describe(route.body, 'input', `${owner}Body`) } },
          },
        }
      : {}),
    responses: { ...Object.fromEntries([...problems, ...answers]), default: { description: 'A problem', ...problemContent } },
  };
}

export function openApiOf(routes: readonly Route[], url: string): OpenApi {
  const components = createComponents();
  const problemRef = components.describe(problem, 'output', 'Problem');
  const paths: OpenApi['paths'] = {};
  for (const route of routes) {
    const path = (paths[route.path] ??= {});
    path[route.method.toLowerCase()] = operationOf(route, components, problemRef);
  }
  typeCredentials(components);
  const socket = paths['/v1/socket-tickets']?.['post'];
  if (socket)
    paths['/v1/socket-tickets'] = {
      post: { ...socket, description: `${socket.description}\n\n${framesInWords()}`, 'x-websocket': describeFrames(components) },
    };
  const problems = (status: number): JsonSchema => ({ description: REASONS[status] ?? '', content: { 'application/problem+json': { schema: problemRef } } });
  paths[PROVIDER_PATH] = describeProviderCalls(components, problems);
  const webhooks = describeWebhooks(components);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Parley',
      version: '1',
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        "Customers' messages as tickets, and chats, over HTTPS. JSON in camelCase, ids opaque, times ISO 8601 UTC. Lists return `{items, nextCursor}`; send `nextCursor` as `cursor` with the same query to get the next page.\n\n" +
        '**Webhooks** describes the calls that Parley makes to your addresses and to the services beside it. **Schemas** has the frames of the WebSocket as `ClientFrame` and `ServerFrame`; [asyncapi.yaml](/asyncapi.yaml) describes the protocol and the topics.',
    },
    servers: [{ url }],
    tags: [...new Set([...routes.map((route) => route.tag), PROVIDER_TAG])].map((name) => ({ name, description: TAGS[name] ?? name })),
    paths,
    webhooks,
    components: {
      schemas: describeSchemas(components.schemas),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An access token of `POST /v1/sessions`, or an API key.' },
        adminToken: { type: 'http', scheme: 'bearer', description: 'The admin token of the deployment.' },
        visitor: { type: 'http', scheme: 'bearer', description: 'A visitor’s token of `POST /v1/livechat/sessions`.' },
      },
    },
  };
}
