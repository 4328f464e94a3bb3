import { finished } from 'node:stream';
import { type MimeNode, Splitter } from '@zone-eu/mailsplit';
import { HEAD_BYTES, LINES, NESTING, OverBudget, PARTS } from './budget.ts';
import { Headers } from './headers.ts';

/** A part of a mail (RFC 2046) with its bytes as they were sent. */
export interface Part {
  readonly headers: Headers;
  /** `type/subtype` in lower case; null if the mail does not name a type. */
  readonly type: string | null;
  /** `mixed`, `alternative` …; null for a leaf. */
  readonly multipart: string | null;
  readonly charset: string | null;
  readonly encoding: string | null;
  readonly disposition: string | null;
  readonly filename: string | null;
  /** `format=flowed` (RFC 3676). */
  readonly flowed: boolean;
  readonly delSp: boolean;
  readonly children: Part[];
  /** The content of a leaf. For a multipart: the text outside of its parts. */
  readonly chunks: Buffer[];
}

const partOf = (node: MimeNode): Part => ({
  headers: new Headers(node.headers ? node.headers.getList() : []),
  type: node.contentType || null,
  multipart: node.multipart || null,
  charset: node.charset || null,
  encoding: node.encoding || null,
  disposition: node.disposition || null,
  filename: node.filename || null,
  flowed: node.flowed,
  delSp: node.delSp,
  children: [],
  chunks: [],
});

const depthOf = (node: MimeNode): number => {
  let depth = 0;
  for (let above = node.parentNode; above; above = above.parentNode) depth += 1;
  return depth;
};

/** Lines end with LF. Some programs end them with CR only. */
const countLines = (bytes: Buffer): void => {
  for (const end of [0x0a, 0x0d]) {
    let lines = 0;
    for (let at = bytes.indexOf(end); at !== -1; at = bytes.indexOf(end, at + 1)) {
      lines += 1;
      if (lines > LINES) throw new OverBudget('too many lines');
    }
  }
};

/** The mail's tree of parts. @throws OverBudget, and the errors of the splitter */
export const partsOf = (bytes: Buffer): Promise<Part> => {
  countLines(bytes);
  return new Promise((resolve, reject) => {
    // A mail inside a mail stays a file, because its content is not the content of the outer mail.
    const splitter = new Splitter({ maxHeadSize: HEAD_BYTES, maxChildNodes: PARTS, ignoreEmbedded: true });
    const parts = new Map<MimeNode, Part>();
    let root: Part | undefined;
    splitter.on('data', (found) => {
      if (found.type === 'node') {
        if (depthOf(found) > NESTING) splitter.destroy(new OverBudget('parts nested too deeply'));
        const part = partOf(found);
        parts.set(found, part);
        if (found.parentNode) parts.get(found.parentNode)?.children.push(part);
        root ??= part;
      } else parts.get(found.node)?.chunks.push(found.value);
    });
    finished(splitter, (error?: NodeJS.ErrnoException | null) => {
      if (error) reject(error.code === 'EMAXLEN' ? new OverBudget(error.message) : error);
      else if (root) resolve(root);
      else reject(new Error('no mail'));
    });
    splitter.end(bytes);
  });
};
