import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Drawn, drawnOf } from './drawn.ts';
import { type Diagram, diagramsOf, type Flowchart, type Sequence } from './mermaid.ts';

const PAGE = 'docs/architecture.md';
const page = readFileSync(PAGE, 'utf8');
const diagrams = diagramsOf(page);
const flowcharts = (part: string): Diagram<Flowchart>[] =>
  diagrams.filter((one): one is Diagram<Flowchart> => one.heading.startsWith(part) && one.diagram.kind === 'flowchart');
const sequences = diagrams.filter((one): one is Diagram<Sequence> => one.diagram.kind === 'sequence');
const containers = flowcharts('Containers');
/** What is no resource of a template: people, providers, CloudFormation, secrets made at run time. */
const isOutside = (id: string): boolean => id.startsWith('x_');
const sorted = (set: Iterable<string>): string[] => [...new Set(set)].sort();

const certificateArn = 'arn:aws:acm:eu-west-1:123456789012:certificate/a';
const edgeCertificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/b';

let drawn: Drawn;
beforeAll(async () => {
  const outdir = mkdtempSync(join(tmpdir(), 'parley-drawn-'));
  const validation = process.env['CDK_VALIDATION'];
  const region = process.env['CDK_DEFAULT_REGION'];
  process.env['CDK_VALIDATION'] = 'false';
  process.env['CDK_DEFAULT_REGION'] = 'eu-west-1';
  try {
    // With everything that can be there: prod, and what a setting adds.
    drawn = await drawnOf({ profile: 'prod', domainName: 'parley.example.com', certificateArn, edgeCertificateArn, githubRepository: 'owner/parley' }, outdir);
  } finally {
    if (validation === undefined) delete process.env['CDK_VALIDATION'];
    else process.env['CDK_VALIDATION'] = validation;
    if (region === undefined) delete process.env['CDK_DEFAULT_REGION'];
    else process.env['CDK_DEFAULT_REGION'] = region;
    rmSync(outdir, { recursive: true });
  }
}, 180_000);

describe('containers', () => {
  const nodes = containers.flatMap(({ diagram }) => diagram.nodes);
  const edges = containers.flatMap(({ diagram }) => diagram.edges);

  test('every stack, and no other, is a box', () => {
    expect(sorted(containers.flatMap(({ diagram }) => diagram.groups.map(({ id }) => id)))).toEqual(sorted(drawn.stacks));
  });

  test('every function, queue, topic, table, API, bucket and cluster of the templates is there, and nothing else', () => {
    expect(sorted(nodes.map(({ id }) => id).filter((id) => !isOutside(id)))).toEqual(sorted(drawn.nodes));
  });

  test('a resource stands in the box of its stack', () => {
    for (const { id, within } of nodes) if (!isOutside(id)) expect(within, id).toBe(id.startsWith('topic_') ? 'streaming' : id.slice(0, id.lastIndexOf('_')));
  });

  test('every event source, call and dead-letter queue is drawn, and nothing else', () => {
    // The lines of a key and of a distribution are by name only, which no template tells.
    const byName = (from: string): boolean => from.endsWith('Key') || from === 'edge_Distribution' || from === 'console_Distribution';
    const told = (id: string): boolean => ['x_OriginSecrets', 'x_Logs', 'x_Metrics'].includes(id);
    const ours = edges.filter(({ from, to }) => !byName(from) && ((!isOutside(from) && !isOutside(to)) || told(from) || told(to)));
    expect(sorted(ours.map(({ from, kind, to }) => `${from} ${kind} ${to}`))).toEqual(sorted(drawn.edges));
  });

  test('the dark borders are the functions inside of the network', () => {
    const marked = containers.flatMap(({ diagram }) => diagram.classes.get('inside') ?? []);
    expect(sorted(marked)).toEqual(sorted(drawn.inside));
    for (const { diagram } of containers) {
      const here = diagram.nodes.filter(({ id }) => drawn.inside.has(id)).map(({ id }) => id);
      expect(sorted(diagram.classes.get('inside') ?? [])).toEqual(sorted(here));
      expect(sorted(diagram.classes.get('outside') ?? [])).toEqual(sorted(diagram.nodes.map(({ id }) => id).filter(isOutside)));
    }
  });

  test('no picture is overfull', () => {
    for (const { heading, diagram } of diagrams) {
      if (diagram.kind === 'flowchart') expect(diagram.nodes.length, heading).toBeLessThanOrEqual(20);
      else expect(diagram.participants.length, heading).toBeLessThanOrEqual(8);
    }
  });
});

describe('components', () => {
  const { imports: edges } = JSON.parse(readFileSync('package.json', 'utf8')) as { imports: Record<string, { default: string }> };
  const onAws = (edge: string): string => normalize(edges[edge]?.default ?? '');
  const importsOf = (file: string): string[] =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, specifier = '']) =>
      specifier.startsWith('#') ? onAws(specifier) : normalize(join(dirname(file), specifier)),
    );
  const filesOf = (path: string): string[] =>
    path.endsWith('/')
      ? readdirSync(path)
          .filter((name) => name.endsWith('.ts'))
          .map((name) => join(path, name))
      : [path];

  test.each(flowcharts('Components'))('$heading: files exist, arrows are imports', ({ diagram }) => {
    const paths = new Map(diagram.nodes.map(({ id, label: [path = ''] }) => [id, path]));
    for (const path of paths.values()) expect(existsSync(path), path).toBe(true);
    for (const { from, to } of diagram.edges) {
      const target = paths.get(to) as string;
      const imported = filesOf(paths.get(from) as string).flatMap(importsOf);
      const found = imported.some((file) => (target.endsWith('/') ? file.startsWith(target) : file === target));
      expect(found, `${paths.get(from)} imports ${target}`).toBe(true);
    }
  });
});

describe('flows', () => {
  test.each(sequences)('$heading, line $line: participants are containers, arrows are theirs', ({ diagram }) => {
    const known = new Set(containers.flatMap(({ diagram: { nodes } }) => nodes.map(({ id }) => id)));
    const allowed = new Set(containers.flatMap(({ diagram: { edges } }) => edges.map(({ from, to }) => `${from} ${to}`)));
    const reached = new Map<string, Set<string>>();
    for (const id of diagram.participants) expect(known, id).toContain(id);
    for (const { from, to, reply, text } of diagram.arrows) {
      // An answer goes back to whoever asked, directly or through others.
      if (reply) expect(reached.get(from) ?? [], `${from} answers ${to}: ${text}`).toContain(to);
      else if (from !== to) {
        expect(allowed, text).toContain(`${from} ${to}`);
        const sources = reached.get(to) ?? new Set();
        for (const source of [from, ...(reached.get(from) ?? [])]) sources.add(source);
        reached.set(to, sources);
      }
    }
  });

  test('nobody takes part without saying or hearing anything', () => {
    for (const { heading, diagram } of sequences)
      expect(sorted(diagram.arrows.flatMap(({ from, to }) => [from, to])), heading).toEqual(sorted(diagram.participants));
  });
});
