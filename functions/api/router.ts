import type { Route } from './route.ts';

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface Node {
  readonly fixed: Map<string, Node>;
  wildcard: Node | undefined;
  readonly byMethod: Map<string, { readonly route: Route; readonly names: readonly string[] }>;
}

const node = (): Node => ({ fixed: new Map(), wildcard: undefined, byMethod: new Map() });

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray percent sign is no path of ours, but also no reason to fail.
    return part;
  }
}

/** Builds the matcher once; a fixed part wins over a parameter at the same place. @throws when two rows share method and path */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match | undefined {
  const root = node();
  for (const route of routes) {
    let at = root;
    const names: string[] = [];
    for (const part of route.path.slice(1).split('/')) {
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
    if (at.byMethod.has(route.method)) throw new Error(`two routes for ${route.method} ${route.path}`);
    at.byMethod.set(route.method, { route, names });
  }

  const find = (at: Node, parts: readonly string[], place: number, values: string[], method: string): Match | undefined => {
    if (place === parts.length) {
      const end = at.byMethod.get(method);
      return end && { route: end.route, params: Object.fromEntries(end.names.map((name, i) => [name, values[i] ?? ''])) };
    }
    const part = parts[place] ?? '';
    const fixed = at.fixed.get(part);
    const found = fixed && find(fixed, parts, place + 1, values, method);
    if (found) return found;
    return at.wildcard && part !== '' ? find(at.wildcard, parts, place + 1, [...values, decode(part)], method) : undefined;
  };
  return (method, path) => {
    const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(1, -1) : path.slice(1);
    return find(root, trimmed.split('/'), 0, [], method);
  };
}
