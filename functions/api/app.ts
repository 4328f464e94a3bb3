import * as z from 'zod';
import type { Causation } from '../../domain/automation/causation.ts';
import { auditedTable } from '../../domain/configuration/audited-table.ts';
import { type Context } from '../../domain/context.ts';
import { notFound, Problem } from '../../domain/errors.ts';
import { type Answer, answeredBefore, Replayed } from '../../domain/idempotency/commit.ts';
import { failureOf } from '../failure.ts';
import { SAFE_HEADERS } from '../safe-headers.ts';
import { admit, type Caller } from './authentication.ts';
import { chainOf } from './chain.ts';
import { crossOrigin, isPreflight } from './cross-origin.ts';
import type { ApiDeps } from './deps.ts';
import { depsOf } from './deps-of.ts';
import { parseJson } from './json-body.ts';
import { inWantedFormat } from './json-lines.ts';
import { onceOf } from './once.ts';
import { openPage } from './paging.ts';
import { refreshPeople } from './people-of.ts';
import { asProblem, problemAnswer } from './problems.ts';
import type { ApiRequest, ApiResponse, Facts } from './request.ts';
import type { EdgeContext, Route, RouteAnswer, VisitorContext } from './route.ts';
import { createRouter, type Match, type Router } from './router.ts';
import type { AppKeys } from './settings.ts';
import { parseQuery, validate } from './validation.ts';

export interface AppOptions {
  /** Tests only: fail when a response does not match its declared schema. */
  readonly verifyAnswers?: boolean;
}

/** 405 for a known path with a method that it does not have, 404 for everything else, also for what the stack does not route. */
const noRoute = (request: ApiRequest, methods: readonly string[]): Problem =>
  methods.length === 0 || methods.includes(request.method)
    ? notFound('path')
    : new Problem('method_not_allowed', `This path supports ${methods.join(', ')}.`, { extra: { allow: methods } });

type MutableFacts = { -readonly [K in keyof Facts]: Facts[K] };

const NO_QUERY = z.strictObject({});
/** Callers add arbitrary parameters to pages and health checks. */
const ANY_QUERY = z.looseObject({});

/**
 * The API as a function: request in, response out; never throws. Routes and schemas are compiled once. `routes`: a table, or a function that
 * loads the router of a path.
 */
export function createApp(
  routes: readonly Route[] | ((path: string) => Promise<Router>),
  deps: ApiDeps,
  options: AppOptions = {},
): (request: ApiRequest) => Promise<ApiResponse> {
  const whole = typeof routes === 'function' ? undefined : createRouter(routes);
  const routerOf = typeof routes === 'function' ? routes : () => whole as Router;
  return async (request) => {
    const facts: MutableFacts = { correlationId: correlationIdOf(request, deps), route: 'none' };
    try {
      if (isPreflight(request)) return respond({ status: 204 }, facts, request);
      const match = await routerOf(request.path);
      const found = request.unrouted ? undefined : match.find(request.method, request.path);
      if (!found) throw noRoute(request, match.methodsOf(request.path));
      facts.route = `${found.route.method} ${found.route.path}`;
      const answer = await run(deps, request, found, facts);
      if (options.verifyAnswers) verify(found.route, answer);
      return respond(inWantedFormat(answer, request.headers['accept']), facts, request);
    } catch (error) {
      const problem = asProblem(error);
      facts.code = problem?.code ?? 'internal';
      if (!problem || problem.status >= 500) facts.error = failureOf(problem?.cause ?? error);
      return respond(problemAnswer(problem), facts, request);
    }
  };
}

async function run(edge: ApiDeps, request: ApiRequest, { route, params: raw }: Match, facts: MutableFacts): Promise<RouteAnswer> {
  // Public routes need no secret, so that health answers while other services are down.
  const keys = route.roles === 'public' ? undefined : await edge.keys();
  const caller: Caller = keys ? await admit(edge, keys, route, request) : { kind: 'public' };
  if (caller.kind === 'principal') {
    facts.tenantId = caller.tenantId;
    facts.actorId = caller.actor.id;
  }
  if (caller.kind === 'visitor') facts.tenantId = caller.tenantId;
  const deps = 'tenantId' in caller ? depsOf(edge, caller.tenantId) : edge;
  const hasNewPeople = caller.kind === 'principal' && (await refreshPeople(deps, route, caller.tenantId, caller.actor.role));
  const strings = parseQuery(request.query);
  const params = route.params ? validate(route.params, raw, 'path') : raw;
  const query = validate(route.query ?? (route.roles === 'public' ? ANY_QUERY : NO_QUERY), strings, 'query');
  const given = route.body ? parseJson(request.body, route.maxBody, request.isUtf8) : undefined;
  const body = route.body ? validate(route.body, given, 'body') : undefined;
  const once = await onceOf(request, route, caller, given, edge);
  const chain = caller.kind === 'principal' ? await chainOf(deps, caller.tenantId, request.headers) : null;
  const context = contextOf(caller, facts.correlationId, chain, once, hasNewPeople);
  return once ? keyed({ deps, context, facts, given }, execute) : execute();

  function execute(): Promise<RouteAnswer> {
    return route.handle({
      deps: isAdministration(route) && 'actor' in context ? { ...deps, table: auditedTable(deps.table, deps, context, body) } : deps,
      context,
      params,
      query,
      body,
      headers: request.headers,
      address: request.address,
      session: caller.kind === 'principal' && caller.sessionId !== null ? { id: caller.sessionId } : null,
      page: openPage(() => cursorKey(keys), { tenantId: facts.tenantId ?? '', route: facts.route, params: raw, query: strings }),
    });
  }
}

/** A route that changes something and that agents may not call: its writes of configuration go to the audit. */
const isAdministration = ({ method, roles }: Route): boolean =>
  method !== 'GET' && Array.isArray(roles) && roles.every((role) => role === 'admin' || role === 'supervisor');

function cursorKey(keys: AppKeys | undefined): string {
  if (!keys) throw new Error('public routes have no pages');
  return keys.cursorKey;
}

interface Keyed {
  readonly deps: ApiDeps;
  readonly context: Context | EdgeContext;
  readonly facts: MutableFacts;
  /** The request's body. */
  readonly given: unknown;
}

/** Runs a request that carries an Idempotency-Key. */
async function keyed({ deps, context, facts, given }: Keyed, execute: () => Promise<RouteAnswer>): Promise<RouteAnswer> {
  const replayed = (answer: Answer): RouteAnswer => {
    facts.replayed = true;
    return { ...wholeAnswer(answer, given), headers: { 'idempotency-replayed': 'true' } };
  };
  const before = await answeredBefore(deps.table, context);
  if (before) return replayed(before);
  try {
    return await execute();
  } catch (error) {
    if (error instanceof Replayed) return replayed(error.answer);
    // The same request may have succeeded in parallel, and may be why this one failed.
    const meanwhile = await answeredBefore(deps.table, context);
    if (meanwhile) return replayed(meanwhile);
    throw error;
  }
}

/** Adds the members that are not stored with the answer, because the request contains them. */
function wholeAnswer({ fromRequest = [], ...answer }: Answer, given: unknown): RouteAnswer {
  if (fromRequest.length === 0) return answer;
  const members = Object.entries(given as object).filter(([name]) => fromRequest.includes(name));
  return { ...answer, body: { ...(answer.body as object), ...Object.fromEntries(members) } };
}

function contextOf(
  caller: Caller,
  correlationId: string,
  chain: Causation | null,
  once: Context['once'],
  hasNewPeople: boolean,
): Context | EdgeContext | VisitorContext {
  const kept = once ? { once } : {};
  if (caller.kind === 'visitor') return { correlationId, visitor: caller.visitor };
  if (caller.kind !== 'principal') return { correlationId, ...kept };
  const { tenantId, actor, standing, generations } = caller;
  const { id: causationId = null, depth = 0 } = chain ?? {};
  return { tenantId, actor, standing, correlationId, causationId, depth, ...(generations && !hasNewPeople ? { generations } : {}), ...kept };
}

function correlationIdOf(request: ApiRequest, deps: ApiDeps): string {
  const given = request.headers['x-correlation-id'];
  return given !== undefined && /^[\w.:-]{1,128}$/.test(given) ? given : deps.newId();
}

function respond(answer: RouteAnswer, facts: Facts, request: ApiRequest): ApiResponse {
  const { body } = answer;
  const headers: Record<string, string> = { ...SAFE_HEADERS, 'x-correlation-id': facts.correlationId, 'cache-control': 'no-store', ...crossOrigin(request) };
  if (body !== undefined) headers['content-type'] = 'application/json';
  // A body with a public version gets it as its ETag.
  if (typeof body === 'object' && body !== null && 'version' in body && typeof body.version === 'number') headers['etag'] = `"${body.version}"`;
  Object.assign(headers, answer.headers);
  if (body instanceof Uint8Array) return { status: answer.status, headers, body: Buffer.from(body).toString('base64'), isBase64: true, facts };
  return { status: answer.status, headers, body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body), facts };
}

function verify(route: Route, answer: RouteAnswer): void {
  const schema = route.answers[answer.status];
  if (schema === undefined) throw new Error(`${route.method} ${route.path} does not declare ${answer.status}`);
  if (schema instanceof z.ZodType) schema.parse(answer.body);
}
