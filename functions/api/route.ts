import type * as z from 'zod';
import type { Context, Role } from '../../domain/context.ts';
import { JSON_BYTES } from '../../domain/limits.ts';
import type { Visitor } from '../../domain/livechat/visitor.ts';
import type { ApiDeps } from './deps.ts';
import type { Page } from './paging.ts';

/**
 * One typed row of the API. Routing, validation, roles, OpenAPI, the CDK routes and the typed client all come from the table of
 * these rows (`routes.ts`), so that they always agree.
 */
export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';

/**
 * Who may call: `public`, the deployment's admin token, a visitor of a live chat, or people and keys of these roles. There is no default: a row without it
 * does not compile.
 */
export type Access = 'public' | 'adminToken' | 'visitor' | readonly [Role, ...Role[]];

/** The body of an answer: a schema of JSON, nothing (`null`), or text of a content type. */
export type AnswerSchema = z.ZodType | null | { readonly contentType: string };
export type Answers = Readonly<Record<number, AnswerSchema>>;

/** The context of calls without a tenant's credential. */
export interface EdgeContext {
  readonly correlationId: string;
  readonly once?: Context['once'];
}

/** The context of a visitor's calls. Tenant, origin and conversation come from their token only. */
export interface VisitorContext extends EdgeContext {
  readonly visitor: Visitor;
}

type ContextOf<A extends Access> = A extends readonly Role[] ? Context : A extends 'visitor' ? VisitorContext : EdgeContext;

/** `/v1/tickets/{id}/messages/{number}` → `{ id: string; number: string }` */
export type PathParams<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? { readonly [K in Name]: string } & PathParams<Rest> : unknown;

type DeepReadonly<T> = T extends (infer E)[] ? readonly DeepReadonly<E>[] : T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

type BodyOf<S> = S extends z.ZodType
  ? { readonly body: DeepReadonly<z.input<S>> }
  : S extends null
    ? { readonly body?: undefined }
    : { readonly body: string | Uint8Array };

export type AnswerOf<R extends Answers> = {
  [S in keyof R & number]: { readonly status: S; readonly headers?: Readonly<Record<string, string>> } & BodyOf<R[S]>;
}[keyof R & number];

type Parsed<S, Otherwise> = S extends z.ZodType ? z.output<S> : Otherwise;

export interface RouteInput<P, Q, B, C> {
  readonly deps: ApiDeps;
  readonly context: C;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The caller's network address, for rate limits. */
  readonly address: string;
  /** The caller's session; null for keys, the admin token and public calls. */
  readonly session: { readonly id: string } | null;
  /** `?limit&cursor` of a list; see `paging.ts`. */
  readonly page: Page;
}

export interface RouteSpec<P extends string, A extends Access, PS, QS, BS, R extends Answers, H> {
  readonly method: Method;
  readonly path: P;
  readonly roles: A;
  readonly summary: string;
  readonly description?: string;
  /** Groups operations in the documentation; by default the path's second part. */
  readonly tag?: string;
  /** Strings of the path; without a schema they are taken as they are. */
  readonly params?: PS;
  /** Strings of the query (a repeated name is joined by commas): use `z.coerce` for numbers. Strict: unknown names are a 400. */
  readonly query?: QS;
  /** Must be strict. `.optional()` when the call may come without a body. */
  readonly body?: BS;
  readonly answers: R;
  /** Bytes; the default is 1 MB. */
  readonly maxBody?: number;
  /** False where the answer must not be stored for a repeated POST (sessions, API keys, socket tickets). */
  readonly idempotent?: boolean;
  /** True when the route obeys If-Match (`etag.ts`), for the documentation. */
  readonly versioned?: boolean;
  handle(
    input: RouteInput<PS extends z.ZodType ? z.output<PS> : PathParams<P>, Parsed<QS, Record<string, never>>, Parsed<BS, undefined>, ContextOf<A>>,
  ): Promise<H>;
}

/** A row with its types erased, as the table holds it. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly roles: Access;
  readonly summary: string;
  readonly description: string | undefined;
  readonly tag: string;
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  readonly answers: Answers;
  readonly maxBody: number;
  readonly idempotent: boolean;
  readonly versioned: boolean;
  handle(input: RouteInput<unknown, unknown, unknown, unknown>): Promise<RouteAnswer>;
}

export interface RouteAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function defineRoute<
  const P extends `/${string}`,
  const A extends Access,
  const R extends Answers,
  PS extends z.ZodType | undefined = undefined,
  QS extends z.ZodType | undefined = undefined,
  BS extends z.ZodType | undefined = undefined,
  const H extends AnswerOf<R> = AnswerOf<R>,
>(spec: RouteSpec<P, A, PS, QS, BS, R, H>): Route {
  return {
    method: spec.method,
    path: spec.path,
    roles: spec.roles,
    summary: spec.summary,
    description: spec.description,
    tag: spec.tag ?? spec.path.split('/')[2] ?? 'documentation',
    params: spec.params,
    query: spec.query,
    body: spec.body,
    answers: spec.answers,
    maxBody: spec.maxBody ?? JSON_BYTES,
    idempotent: spec.method === 'POST' && spec.idempotent !== false,
    versioned: spec.versioned ?? false,
    // The only place that erases types: app.ts passes the values that these schemas parsed.
    handle: spec.handle as Route['handle'],
  };
}
