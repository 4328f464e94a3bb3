/**
 * The part of Mermaid that our pages use (mermaid.js.org/syntax/flowchart.html and …/sequenceDiagram.html, 2026-11), read strictly: a
 * line outside of it throws. Every page was looked at in Mermaid itself once; this keeps what is changed since readable by it.
 */
export interface Node {
  readonly id: string;
  /** Lines of the label. */
  readonly label: readonly string[];
  /** The subgraph it stands in. */
  readonly within: string | null;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: '-->' | '==>' | '-.->' | '---' | '<-->';
}

export interface Flowchart {
  readonly kind: 'flowchart';
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly groups: readonly { readonly id: string; readonly title: string }[];
  readonly classes: ReadonlyMap<string, readonly string[]>;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly reply: boolean;
  readonly text: string;
}

export interface Sequence {
  readonly kind: 'sequence';
  readonly participants: readonly string[];
  readonly arrows: readonly Arrow[];
}

export interface Diagram<D = Flowchart | Sequence> {
  /** `## Title / ### Title` above it. */
  readonly heading: string;
  readonly line: number;
  readonly diagram: D;
}

/** All Mermaid blocks of a page. @throws where one cannot be read, with its line */
export const diagramsOf = (page: string): Diagram[] => {
  const found: Diagram[] = [];
  const headings: string[] = [];
  let block: { line: number; lines: string[] } | undefined;
  page.split('\n').forEach((text, at) => {
    const heading = /^(#+) (.*)$/.exec(text);
    if (block === undefined && heading) headings.splice((heading[1] as string).length - 1, Number.POSITIVE_INFINITY, heading[2] as string);
    else if (block === undefined && text === '```mermaid') block = { line: at + 2, lines: [] };
    else if (block && text === '```') {
      found.push({ heading: headings.slice(1).join(' / '), line: block.line, diagram: parse(block.lines, block.line) });
      block = undefined;
    } else block?.lines.push(text);
  });
  if (block) throw new SyntaxError(`line ${block.line}: a diagram without an end`);
  return found;
};

const parse = ([first, ...lines]: readonly string[], line: number): Flowchart | Sequence => {
  const at = (index: number): number => line + index + 1;
  if (/^flowchart (LR|TB)$/.test(first ?? '')) return flowchart(lines, at);
  if (first === 'sequenceDiagram') return sequence(lines, at);
  throw new SyntaxError(`line ${line}: neither a flowchart nor a sequence: ${first}`);
};

const ID = '[A-Za-z]\\w*';
const NODE = new RegExp(`^(${ID})(?:\\["([^"]+)"\\]|\\[\\["([^"]+)"\\]\\]|\\(\\["([^"]+)"\\]\\)|\\[\\("([^"]+)"\\)\\])$`);
const EDGE = new RegExp(`^(${ID}) (-->|==>|-\\.->|---|<-->)(?:\\|"([^"|]+)"\\|)? (${ID})$`);
const GROUP = new RegExp(`^subgraph (${ID})\\["([^"]+)"\\]$`);
const CLASS = new RegExp(`^class (${ID}(?:,${ID})*) (${ID})$`);

const flowchart = (lines: readonly string[], at: (index: number) => number): Flowchart => {
  const nodes: Node[] = [];
  const edges: Edge[] = [];
  const groups: { id: string; title: string }[] = [];
  const classes = new Map<string, readonly string[]>();
  let within: string | null = null;
  lines.forEach((raw, index) => {
    const text = raw.trim();
    const group = GROUP.exec(text);
    const node = NODE.exec(text);
    const edge = EDGE.exec(text);
    const named = CLASS.exec(text);
    if (group && within === null) {
      within = group[1] as string;
      groups.push({ id: within, title: group[2] as string });
    } else if (text === 'end' && within !== null) within = null;
    else if (node) nodes.push({ id: node[1] as string, label: (node.slice(2).find((label) => label !== undefined) as string).split('<br/>'), within });
    else if (edge && within === null) edges.push({ from: edge[1] as string, kind: edge[2] as Edge['kind'], to: edge[4] as string });
    else if (named) classes.set(named[2] as string, (named[1] as string).split(','));
    else if (!/^classDef [a-z]+ [\w:#,-]+$/.test(text)) throw new SyntaxError(`line ${at(index)}: not understood: ${text}`);
  });
  const known = new Set(nodes.map(({ id }) => id));
  if (known.size !== nodes.length) throw new SyntaxError(`line ${at(0)}: a node is there twice`);
  const named = [...edges.flatMap(({ from, to }) => [from, to]), ...[...classes.values()].flat()];
  for (const id of named) if (!known.has(id)) throw new SyntaxError(`line ${at(0)}: ${id} is drawn without a node`);
  return { kind: 'flowchart', nodes, edges, groups, classes };
};

const PARTICIPANT = new RegExp(`^(?:participant|actor) (${ID}) as [^;#]+$`);
const ARROW = new RegExp(`^(${ID})(->>|-->>)(${ID}): ([^;#]+)$`);
/** Which lines may part a block. */
const BLOCKS: Readonly<Record<string, string | null>> = { opt: null, loop: null, alt: 'else', par: 'and' };

const sequence = (lines: readonly string[], at: (index: number) => number): Sequence => {
  const participants: string[] = [];
  const arrows: Arrow[] = [];
  const open: string[] = [];
  lines.forEach((raw, index) => {
    const text = raw.trim();
    const [word = '', ...rest] = text.split(' ');
    const participant = PARTICIPANT.exec(text);
    const arrow = ARROW.exec(text);
    if (participant) participants.push(participant[1] as string);
    else if (arrow) arrows.push({ from: arrow[1] as string, reply: arrow[2] === '-->>', to: arrow[3] as string, text: arrow[4] as string });
    else if (Object.hasOwn(BLOCKS, word) && rest.length > 0) open.push(word);
    else if (text === 'end' && open.length > 0) open.pop();
    else if (!(open.length > 0 && word !== '' && BLOCKS[open.at(-1) as string] === word) && text !== 'autonumber')
      throw new SyntaxError(`line ${at(index)}: not understood: ${text}`);
  });
  if (open.length > 0) throw new SyntaxError(`line ${at(0)}: ${open.join(', ')} without an end`);
  for (const id of arrows.flatMap(({ from, to }) => [from, to]))
    if (!participants.includes(id)) throw new SyntaxError(`line ${at(0)}: ${id} speaks without being a participant`);
  return { kind: 'sequence', participants, arrows };
};
