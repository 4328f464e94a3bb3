import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

/**
 * A mailbox that speaks as much of IMAP (RFC 9051) as a reader needs, without TLS: a test names it in PARLEY_OUTGOING_ALLOW. Written from the RFC and independent of the
 * adapter.
 */
export interface ImapDouble {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** A mail comes in; returns its UID. `reported`: its `RFC822.SIZE`, where the server only estimates it. */
  add(raw: string | Uint8Array, at?: Date, reported?: number): number;
  remove(uid: number): void;
  /** The server numbers all mails anew. */
  renumber(): void;
  /** Connections so far, and commands of all of them without their tags. */
  readonly commands: readonly string[];
  /** Answers nothing any more. */
  hang(): void;
  close(): Promise<void>;
}

interface Stored {
  uid: number;
  readonly raw: Buffer;
  readonly at: Date;
  readonly reported: number;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');
const internalDate = (at: Date): string =>
  `${two(at.getUTCDate())}-${MONTHS[at.getUTCMonth()]}-${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;

export const startImap = async (user = 'help', password = 'imap-pw'): Promise<ImapDouble> => {
  let mails: Stored[] = [];
  let validity = 1_000;
  let next = 1;
  let isHanging = false;
  const commands: string[] = [];
  const sockets = new Set<Socket>();

  const inRange = (uid: number, range: string): boolean =>
    range.split(',').some((part) => {
      const [from = '', to = from] = part.split(':');
      const last = mails.at(-1)?.uid ?? 0;
      const [low, high] = [from, to].map((end) => (end === '*' ? last : Number(end))).toSorted((a, b) => a - b) as [number, number];
      return uid >= low && uid <= high;
    });

  const search = (criteria: string): number[] => {
    const range = /UID ([\d:*,]+)/i.exec(criteria)?.[1];
    const since = /SINCE "?(\d{1,2})-(\w{3})-(\d{4})"?/i.exec(criteria);
    const from = since ? Date.UTC(Number(since[3]), MONTHS.indexOf(String(since[2])), Number(since[1])) : 0;
    return mails.filter(({ uid, at }) => (range === undefined || inRange(uid, range)) && at.getTime() >= from).map(({ uid }) => uid);
  };

  const fetched = (range: string, items: string): Buffer[] =>
    mails.flatMap(({ uid, raw, at, reported }, index) => {
      if (!inRange(uid, range)) return [];
      const part = /BODY(?:\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?/i.exec(items);
      const start = Number(part?.[1] ?? 0);
      const body = part ? raw.subarray(start, part[2] === undefined ? undefined : start + Number(part[2])) : undefined;
      const head = `* ${index + 1} FETCH (UID ${uid} INTERNALDATE "${internalDate(at)}" RFC822.SIZE ${reported}`;
      if (!body) return [Buffer.from(`${head})\r\n`)];
      const origin = part?.[1] === undefined ? '' : `<${start}>`;
      return [Buffer.from(`${head} BODY[]${origin} {${body.length}}\r\n`), body, Buffer.from(')\r\n')];
    });

  const answer = (socket: Socket, tag: string, command: string): void => {
    const say = (...lines: readonly string[]): void => void socket.write(lines.map((line) => `${line}\r\n`).join(''));
    const [, name = '', rest = ''] = /^(UID \w+|\w+)\s?(.*)$/s.exec(command) ?? [];
    commands.push(command.replace(password, '…'));
    if (isHanging) return;
    switch (name.toUpperCase()) {
      case 'CAPABILITY':
        return say('* CAPABILITY IMAP4rev1', `${tag} OK done`);
      case 'LOGIN':
        return say(rest.includes(user) && rest.includes(password) ? `${tag} OK [CAPABILITY IMAP4rev1] welcome` : `${tag} NO [AUTHENTICATIONFAILED] go away`);
      case 'LIST':
      case 'LSUB':
        return say(`* ${name.toUpperCase()} () "/" INBOX`, `${tag} OK done`);
      case 'SELECT':
      case 'EXAMINE':
        return say(
          `* ${mails.length} EXISTS`,
          '* FLAGS (\\Seen)',
          `* OK [UIDVALIDITY ${validity}] x`,
          `* OK [UIDNEXT ${next}] x`,
          `${tag} OK [READ-ONLY] done`,
        );
      case 'UID SEARCH':
        return say(
          `* SEARCH${search(rest)
            .map((uid) => ` ${uid}`)
            .join('')}`,
          `${tag} OK done`,
        );
      case 'UID FETCH': {
        const [, range = '', items = ''] = /^([\d:*,]+) (.*)$/s.exec(rest) ?? [];
        for (const piece of fetched(range, items)) socket.write(piece);
        return say(`${tag} OK done`);
      }
      case 'LOGOUT':
        say('* BYE', `${tag} OK done`);
        return void socket.end();
      default:
        return say(`${tag} OK done`);
    }
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.write('* OK ready\r\n');
    let text = '';
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
      for (let end = text.indexOf('\r\n'); end !== -1; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        const [, tag = '*', command = ''] = /^(\S+) (.*)$/s.exec(line) ?? [];
        answer(socket, tag, command);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    user,
    password,
    commands,
    add(raw, at = new Date(), reported = Buffer.byteLength(raw)) {
      mails.push({ uid: next, raw: Buffer.from(raw), at, reported });
      return next++;
    },
    remove: (uid) => void (mails = mails.filter((mail) => mail.uid !== uid)),
    renumber() {
      validity += 1;
      mails.forEach((mail, index) => (mail.uid = index + 1));
      next = mails.length + 1;
    },
    hang: () => void (isHanging = true),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  };
};
