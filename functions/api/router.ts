import { LONGEST_PATH_ID } from '../../domain/limits.ts';
import { isWellFormed } from '../../domain/text/well-formed.ts';
import type { Route } from './route.ts';

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export interface Router {
  find(method: string, path: string): Match | undefined;
  /** The methods that a path has; none for an unknown path. */
  methodsOf(path: string): readonly string[];
}

interface End {
  /** Undefined for a path that another function serves: only its methods are known here. */
  readonly route: Route | undefined;
  readonly names: readonly string[];
}

interface Node {
  readonly fixed: Map<string, Node>;
  wildcard: Node | undefined;
  readonly byMethod: Map<string, End>;
}

/** Paths of other functions on the same API. Requests for them with another method arrive here through the API's default route. */
const ELSEWHERE: readonly Pick<Route, 'method' | 'path'>[] = [
  { method: 'GET', path: '/webhooks/{channel}/{originId}' },
  { method: 'POST', path: '/webhooks/{channel}/{originId}' },
];

const node = (): Node => ({ fixed: new Map(), wildcard: undefined, byMethod: new Map() });

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A path with a stray percent sign matches no route, but is no error either.
    return part;
  }
}

/** Whether a part of a path can be an id. Otherwise (too long for a key, not a text) the path is not found. */
const isId = (part: string): boolean => part !== '' && part.length <= LONGEST_PATH_ID && isWellFormed(part) && !/\p{Cc}|\uFFFD/u.test(part);

/** Builds the matcher once; a fixed part wins over a parameter at the same index. @throws when two rows share method and path */
export function createRouter(routes: readonly Route[]): Router {
  const root = node();
  const add = ({ method, path }: Pick<Route, 'method' | 'path'>, route: Route | undefined): void => {
    let at = root;
    const names: string[] = [];
    for (const part of path.slice(1).split('/')) {
      if (part.startsWith('{')) {
        names.push(part.slice(1, -1));
        at.wildcard ??= node();
        at = at.wildcard;
      } else {
        const next = at.fixed.get(part) ?? node();
        at.fixed.set(part, next);
        at = next;
      }
    }
    if (at.byMethod.has(method)) throw new Error(`two routes for ${method} ${path}`);
    at.byMethod.set(method, { route, names });
  };
  for (const route of routes) add(route, route);
  for (const other of ELSEWHERE) add(other, undefined);

  /** Every end that a path may have, the most fixed one first. */
  function* ends(at: Node, parts: readonly string[], index: number, values: readonly string[]): Generator<readonly [Node, readonly string[]]> {
    if (index === parts.length) {
      yield [at, values];
      return;
    }
    const part = parts[index] ?? '';
    const fixed = at.fixed.get(part);
    if (fixed) yield* ends(fixed, parts, index + 1, values);
    const id = at.wildcard ? decode(part) : '';
    if (at.wildcard && isId(id)) yield* ends(at.wildcard, parts, index + 1, [...values, id]);
  }
  const partsOf = (path: string): string[] => (path.length > 1 && path.endsWith('/') ? path.slice(1, -1) : path.slice(1)).split('/');
  return {
    find(method, path) {
      for (const [at, values] of ends(root, partsOf(path), 0, [])) {
        const end = at.byMethod.get(method);
        if (end?.route) return { route: end.route, params: Object.fromEntries(end.names.map((name, i) => [name, values[i] ?? ''])) };
      }
      return undefined;
    },
    methodsOf: (path) => [...new Set([...ends(root, partsOf(path), 0, [])].flatMap(([at]) => [...at.byMethod.keys()]))].sort(),
  };
}
