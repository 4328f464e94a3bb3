import type { CallFrame, CpuProfile } from './inspector.ts';
import type { SourceOf } from './sources.ts';

/** Microseconds of self time by area, and by function within each. Idle time is left out. */
export type Areas = Map<string, { micros: number; readonly functions: Map<string, number> }>;

export const OTHER_NODE = 'Node, the rest';
const HTTP = /^node:(_http_|http|net$|internal\/(http|net|stream_base_commons|streams\/|url$))/;
const STREAMS = /^node:(stream|internal\/webstreams)/;
/** Statements of node:sqlite run in native code, which has no address. */
const SQLITE = new Set(['run', 'get', 'all', 'iterate', 'next', 'exec', 'prepare']);
const OF_V8: Readonly<Record<string, string>> = {
  '(garbage collector)': 'garbage collection',
  '(program)': 'native code outside of any function',
  '(root)': 'native code outside of any function',
};

const LIBRARY = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/;

/** `domain/support/tickets/receive.ts` → `domain`. */
const ofSource = (source: string): string => (LIBRARY.test(source) ? 'libraries' : (source.split('/')[0] ?? source));

const ofNode = (url: string): string => {
  if (HTTP.test(url) || STREAMS.test(url)) return 'Node: HTTP and sockets';
  const module = /^node:(?:internal\/)?(sqlite|zlib|crypto|fs|dgram)\b/.exec(url)?.[1];
  return module === undefined ? OTHER_NODE : `node:${module}`;
};

/** The area of a function; undefined for idle time. `parent`: who calls it, for native code. */
export const areaOf = (frame: CallFrame, parent: CallFrame | undefined, sourceOf: SourceOf): string | undefined => {
  const { functionName, url } = frame;
  if (functionName === '(idle)') return undefined;
  const ofEngine = OF_V8[functionName];
  if (url === '' && ofEngine !== undefined) return ofEngine;
  if (url.startsWith('node:')) return ofNode(url);
  if (url !== '') return ofSource(sourceOf(url, frame.lineNumber, frame.columnNumber) ?? 'bundle without a source');
  if (functionName === 'parse' || functionName === 'stringify') return 'JSON';
  if (parent === undefined || parent.url === '') return OTHER_NODE;
  if (parent.url.startsWith('node:')) return ofNode(parent.url);
  return SQLITE.has(functionName) ? 'node:sqlite' : OTHER_NODE;
};

/** Adds a profile's self times to the areas. Returns the microseconds that were not idle. */
export const addProfile = (areas: Areas, { nodes, samples, timeDeltas }: CpuProfile, sourceOf: SourceOf): number => {
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.callFrame] as const)));
  const frames = new Map(
    nodes.map(({ id, callFrame }) => [id, { area: areaOf(callFrame, parents.get(id), sourceOf), name: nameOf(callFrame, parents.get(id), sourceOf) }]),
  );
  let busy = 0;
  for (const [index, id] of samples.entries()) {
    // A sample counts until the next one.
    const micros = timeDeltas[index + 1] ?? 0;
    const { area, name } = frames.get(id) ?? { area: undefined, name: '' };
    if (area === undefined || micros <= 0) continue;
    busy += micros;
    const sum = areas.get(area) ?? { micros: 0, functions: new Map<string, number>() };
    sum.micros += micros;
    sum.functions.set(name, (sum.functions.get(name) ?? 0) + micros);
    areas.set(area, sum);
  }
  return busy;
};

/** The name of a function with its file or library. Native code gets the name of its caller: `run < store`. */
const nameOf = ({ functionName, url, lineNumber, columnNumber }: CallFrame, parent: CallFrame | undefined, sourceOf: SourceOf): string => {
  if (functionName.startsWith('(')) return '';
  const name = functionName || '(anonymous)';
  if (url === '') return parent === undefined ? name : `${name} < ${parent.functionName || '(anonymous)'}`;
  const source = sourceOf(url, lineNumber, columnNumber);
  return source === undefined ? name : `${name} ${LIBRARY.exec(source)?.[1] ?? source}`;
};

/** Multiplies all times by a factor. */
export const scaled = (areas: Areas, factor: number): Areas =>
  new Map(
    [...areas].map(([area, { micros, functions }]) => [
      area,
      { micros: micros * factor, functions: new Map([...functions].map(([name, one]) => [name, one * factor])) },
    ]),
  );

/** Sums areas of several processes. */
export const together = (all: readonly Areas[]): Areas => {
  const sums: Areas = new Map();
  for (const [area, { micros, functions }] of all.flatMap((areas) => [...areas])) {
    const sum = sums.get(area) ?? { micros: 0, functions: new Map<string, number>() };
    sum.micros += micros;
    for (const [name, one] of functions) sum.functions.set(name, (sum.functions.get(name) ?? 0) + one);
    sums.set(area, sum);
  }
  return sums;
};
