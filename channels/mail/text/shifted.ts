import iconv from 'iconv-lite';

/**
 * Charsets whose bytes mean different sets after a shift: HZ (RFC 1843) and the ISO 2022 profiles for Korean (RFC 1557), Chinese (RFC 1922, without
 * CNS 11643) and Japanese beyond plain ISO-2022-JP (RFC 1554, RFC 2237). No maintained decoder reads them (docs/decisions/0110). This file handles only the
 * shifts; iconv-lite's EUC charsets decode the sets, because their bytes are the same with the high bit set.
 */

interface CodedSet {
  readonly euc: string;
  /** Number of bytes in one character. */
  readonly width: 1 | 2;
  /** Prefix of each character in the EUC form. */
  readonly prefix?: number;
}

const JIS_0208: CodedSet = { euc: 'euc-jp', width: 2 };
const JIS_0212: CodedSet = { euc: 'euc-jp', width: 2, prefix: 0x8f };
const KATAKANA: CodedSet = { euc: 'euc-jp', width: 1, prefix: 0x8e };
const GB_2312: CodedSet = { euc: 'gbk', width: 2 };
const KS_1001: CodedSet = { euc: 'euc-kr', width: 2 };
const LATIN_1: CodedSet = { euc: 'iso-8859-1', width: 1 };
const GREEK: CodedSet = { euc: 'iso-8859-7', width: 1 };

const ESC = 0x1b;
const SHIFT_OUT = 0x0e;
const SHIFT_IN = 0x0f;

/** The bytes after ESC → the register and the character set that they select; null is ASCII. */
const ESCAPES: readonly (readonly [string, 'g0' | 'g1' | 'g2', CodedSet | null])[] = [
  ['(B', 'g0', null],
  ['(J', 'g0', null],
  ['(I', 'g0', KATAKANA],
  ['$@', 'g0', JIS_0208],
  ['$B', 'g0', JIS_0208],
  ['$A', 'g0', GB_2312],
  ['$(@', 'g0', JIS_0208],
  ['$(B', 'g0', JIS_0208],
  ['$(O', 'g0', JIS_0208],
  ['$(Q', 'g0', JIS_0208],
  ['$(D', 'g0', JIS_0212],
  ['$(A', 'g0', GB_2312],
  ['$(C', 'g0', KS_1001],
  ['$)A', 'g1', GB_2312],
  ['$)E', 'g1', GB_2312],
  ['$)C', 'g1', KS_1001],
  ['.A', 'g2', LATIN_1],
  ['.F', 'g2', GREEK],
];

/** A run of characters of one set. */
const decodedRun = (run: readonly number[], { euc, width, prefix }: CodedSet): string => {
  const bytes: number[] = [];
  run.forEach((byte, at) => {
    if (prefix !== undefined && at % width === 0) bytes.push(prefix);
    bytes.push(byte | 0x80);
  });
  return iconv.decode(Buffer.from(bytes), euc);
};

const isNewline = (byte: number): boolean => byte === 0x0a || byte === 0x0d;

/** Text in any profile of ISO 2022. Each new line begins in ASCII, as all profiles require. */
export const decodedIso2022 = (bytes: Uint8Array): string => {
  let out = '';
  let run: number[] = [];
  const sets: { g0: CodedSet | null; g1: CodedSet | null; g2: CodedSet | null } = { g0: null, g1: null, g2: null };
  let shifted = false;
  const flush = (): void => {
    const current = shifted ? sets.g1 : sets.g0;
    if (run.length > 0) out += current ? decodedRun(run, current) : String.fromCharCode(...run);
    run = [];
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === ESC) {
      flush();
      const ahead = String.fromCharCode(...bytes.subarray(at + 1, at + 5));
      const escape = ESCAPES.find(([sequence]) => ahead.startsWith(sequence));
      if (escape) {
        sets[escape[1]] = escape[2];
        at += escape[0].length;
      } else if (ahead.startsWith('N') && at + 2 < bytes.length) {
        if (sets.g2) out += decodedRun([bytes[at + 2] ?? 0], sets.g2);
        at += 2;
        // Other sequences are not text: intermediate bytes and a final byte (ECMA-35).
      } else at += /^[\x20-\x2f]*[\x30-\x7e]?/.exec(ahead)?.[0].length ?? 0;
    } else if (byte === SHIFT_OUT || byte === SHIFT_IN) {
      flush();
      shifted = byte === SHIFT_OUT;
    } else if (isNewline(byte)) {
      flush();
      out += String.fromCharCode(byte);
      sets.g0 = null;
      shifted = false;
    } else {
      run.push(byte & 0x7f);
      // A long run is converted in pieces, because its bytes become function arguments.
      if (run.length === 4096) flush();
    }
  }
  flush();
  return out;
};

const TILDE = 0x7e;

/** `~{` and `~}` enclose GB 2312, `~~` is a tilde, `~` before a line's end continues the line. */
export const decodedHz = (bytes: Uint8Array): string => {
  let out = '';
  let run: number[] = [];
  let chinese = false;
  const flush = (): void => {
    if (run.length > 0) out += chinese ? decodedRun(run, GB_2312) : String.fromCharCode(...run);
    run = [];
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const next = String.fromCharCode(bytes[at + 1] ?? 0);
    const isShift = byte === TILDE && (!chinese || run.length % 2 === 0);
    if (isShift && (next === '{' || next === '}')) {
      flush();
      chinese = next === '{';
      at += 1;
    } else if (isShift && next === '~') {
      run.push(TILDE);
      at += 1;
    } else if (isShift && next === '\n') at += 1;
    else if (isNewline(byte)) {
      flush();
      out += String.fromCharCode(byte);
      chinese = false;
    } else {
      run.push(byte);
      if (run.length === 4096) flush();
    }
  }
  flush();
  return out;
};
