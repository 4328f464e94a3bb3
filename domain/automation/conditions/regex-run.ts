/**
 * Runs a compiled pattern over a text as an automaton that creates its states on demand, and counts the work.
 *
 * re2js does the same within `test()`, but silently falls back to a slower engine if a pattern creates too many states: the pattern of issue 8
 * took 2.4 s for 32,000 characters. Here the caller learns when the work exceeds the limit, and the count depends only on the pattern and the
 * text, not on earlier matches. Uses the automaton of re2js 2.10 (`re2Input.dfa`, in its types); `regex-run.test.ts` checks it against `test()`.
 */
export interface Automaton {
  /** Instructions of the program; classes with many ranges count more. */
  readonly size: number;
  run(text: string, allowed: number): Run;
}

export interface Run {
  /** Null when the answer would take more than is allowed. */
  readonly matches: boolean | null;
  /** Units of effort spent. */
  readonly units: number;
}

/** The parts of re2js that are used. */
interface Program {
  numInst(): number;
  getInst(index: number): { readonly runes?: ArrayLike<number> | null };
}
interface State {
  readonly nfaStates: readonly number[];
  readonly isMatch: boolean;
  next: (State | null)[] | null;
  /** Added by us: the last run in which each transition of the state was taken. */
  taken?: Uint32Array;
}
interface Dfa {
  readonly maxMem: number;
  readonly memBudget: number;
  /** The boundaries between classes of characters. */
  classBounds: Int32Array;
  numClasses: number;
  readonly latin1Class: Int32Array;
  searchClass(rune: number): number;
  start(input: { context(at: number): number; step(at: number): number }, at: number): State | null;
  step(state: State, cls: number, rune: number, anchor: number): State | null;
  clearCache(): void;
}
interface Compiled {
  readonly prog: Program;
  readonly dfa: Dfa;
}

const UNANCHORED = 0;
const END_OF_TEXT = -1;
/** EMPTY_BEGIN_LINE | EMPTY_BEGIN_TEXT: every run begins at the beginning of a text. */
const BEGINNING = { context: () => 5, step: () => END_OF_TEXT };
const LATIN1 = 255;
const RANGES_PER_INSTRUCTION = 64;
const CHARACTERS_PER_UNIT = 16;
/** If the states of a pattern take more memory than this, they are dropped before the next text. */
const KEPT_BYTES = 65_536;

/** Line breaks, digits, capitals, the underscore, small letters. */
const ALWAYS_APART = [10, 11, 48, 58, 65, 91, 95, 96, 97, 123];

/**
 * Gives characters that a state depends on (line breaks, parts of words) classes of their own in every pattern. Otherwise the first character of a
 * class decides which of two equivalent states represents both, and the count would depend on earlier texts.
 */
const separate = (dfa: Dfa): void => {
  dfa.classBounds = Int32Array.from(new Set([...dfa.classBounds, ...ALWAYS_APART])).sort();
  dfa.numClasses = dfa.classBounds.length + 1;
  for (let rune = 0; rune <= LATIN1; rune += 1) dfa.latin1Class[rune] = dfa.searchClass(rune);
};

export const automatonOf = (compiled: object): Automaton => {
  const { prog, dfa } = compiled as Compiled;
  separate(dfa);
  let runs = 0;
  const once = (text: string, allowed: number): Run | undefined => {
    runs += 1;
    let units = Math.ceil(text.length / CHARACTERS_PER_UNIT);
    let state = dfa.start(BEGINNING, 0);
    for (let at = 0; state && at <= text.length; ) {
      const rune = at < text.length ? (text.codePointAt(at) as number) : END_OF_TEXT;
      at += rune > 0xffff ? 2 : 1;
      const cls: number = rune === END_OF_TEXT ? dfa.numClasses : rune <= LATIN1 ? (dfa.latin1Class[rune] as number) : dfa.searchClass(rune);
      const taken: Uint32Array = (state.taken ??= new Uint32Array(dfa.numClasses + 1));
      let next: State | null = state.next?.[cls] ?? null;
      if (taken[cls] !== runs || next === null) {
        // The first time in this text: costs as much as creating the state, even if an earlier text has created it.
        if (units + state.nfaStates.length > allowed) return { matches: null, units: allowed };
        next = dfa.step(state, cls, rune, UNANCHORED);
        if (next === null) return undefined;
        units += state.nfaStates.length + next.nfaStates.length + 8 + (dfa.numClasses >> 3);
        taken[cls] = runs;
      }
      if (units > allowed) return { matches: null, units: allowed };
      if (next.isMatch) return { matches: true, units };
      state = next;
    }
    return state ? { matches: false, units } : undefined;
  };
  return {
    size: sizeOf(prog),
    run(text, allowed) {
      let run = once(text, allowed);
      if (!run) {
        // Full of states of earlier texts. A single text reaches its limit before that.
        dfa.clearCache();
        run = once(text, allowed) ?? { matches: null, units: allowed };
      }
      if (dfa.maxMem - dfa.memBudget > KEPT_BYTES) dfa.clearCache();
      return run;
    },
  };
};

const sizeOf = (program: Program): number => {
  let size = program.numInst();
  for (let index = 0; index < program.numInst(); index += 1) size += Math.floor((program.getInst(index).runes?.length ?? 0) / (2 * RANGES_PER_INSTRUCTION));
  return size;
};
