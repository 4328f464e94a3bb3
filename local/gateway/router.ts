import type { HttpRoute } from '../assembly/plan.ts';

interface Node {
  readonly literal: Map<string, Node>;
  variable: Node | undefined;
  /** `{proxy+}` */
  greedy: Map<string, HttpRoute> | undefined;
  /** Method → route that ends here. */
  readonly routes: Map<string, HttpRoute>;
}

export interface Match {
  readonly route: HttpRoute;
  /** URL-decoded, as in API Gateway; undefined without parameters. */
  readonly pathParameters: Record<string, string> | undefined;
}

const node = (): Node => ({ literal: new Map(), variable: undefined, greedy: undefined, routes: new Map() });

/**
 * Chooses routes as an HTTP API does: a full match before a greedy one before `$default`, a literal segment before a variable one, a method before ANY
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html, 2026-11).
 */
export class Router {
  readonly #root = node();
  #otherwise: HttpRoute | undefined;

  constructor(routes: readonly HttpRoute[]) {
    for (const route of routes) {
      if (route.path === '$default') this.#otherwise ??= route;
      else this.#add(route);
    }
  }

  find(method: string, path: string): Match | undefined {
    const segments = path.split('/').slice(1);
    const full = this.#walk(this.#root, segments, 0, method) ?? this.#greedy(this.#root, segments, 0, method);
    if (full !== undefined) return { route: full, pathParameters: parameters(full, segments) };
    return this.#otherwise === undefined ? undefined : { route: this.#otherwise, pathParameters: undefined };
  }

  #add(route: HttpRoute): void {
    let at = this.#root;
    for (const segment of route.path.split('/').slice(1)) {
      if (/^\{.+\+\}$/.test(segment)) {
        at.greedy ??= new Map();
        if (!at.greedy.has(route.method)) at.greedy.set(route.method, route);
        return;
      }
      if (/^\{.+\}$/.test(segment)) at = at.variable ??= node();
      else {
        const next = at.literal.get(segment) ?? node();
        at.literal.set(segment, next);
        at = next;
      }
    }
    // The first of two equal routes wins.
    if (!at.routes.has(route.method)) at.routes.set(route.method, route);
  }

  #walk(at: Node, segments: readonly string[], depth: number, method: string): HttpRoute | undefined {
    const segment = segments[depth];
    if (segment === undefined) return of(at.routes, method);
    const literal = at.literal.get(segment);
    const found = literal === undefined ? undefined : this.#walk(literal, segments, depth + 1, method);
    if (found !== undefined) return found;
    return at.variable === undefined || segment === '' ? undefined : this.#walk(at.variable, segments, depth + 1, method);
  }

  #greedy(at: Node, segments: readonly string[], depth: number, method: string): HttpRoute | undefined {
    const segment = segments[depth];
    if (segment === undefined) return undefined;
    for (const next of [at.literal.get(segment), at.variable]) {
      const found = next === undefined ? undefined : this.#greedy(next, segments, depth + 1, method);
      if (found !== undefined) return found;
    }
    return at.greedy === undefined || segment === '' ? undefined : of(at.greedy, method);
  }
}

const of = (routes: ReadonlyMap<string, HttpRoute>, method: string): HttpRoute | undefined => routes.get(method) ?? routes.get('ANY');

interface Parameter {
  readonly name: string;
  /** Of the path's segments. */
  readonly index: number;
  readonly greedy: boolean;
}

const known = new WeakMap<HttpRoute, readonly Parameter[]>();

const parametersOf = (route: HttpRoute): readonly Parameter[] =>
  route.path
    .split('/')
    .slice(1)
    .flatMap((segment, index) => {
      const name = /^\{([^+}]+)(\+?)\}$/.exec(segment);
      return name === null ? [] : [{ name: name[1] ?? '', index, greedy: name[2] === '+' }];
    });

function parameters(route: HttpRoute, segments: readonly string[]): Record<string, string> | undefined {
  let own = known.get(route);
  if (own === undefined) known.set(route, (own = parametersOf(route)));
  if (own.length === 0) return undefined;
  const result: Record<string, string> = {};
  for (const { name, index, greedy } of own) result[name] = decoded(greedy ? segments.slice(index).join('/') : (segments[index] ?? ''));
  return result;
}

/** Percent-decoded; unchanged when it cannot be decoded. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
