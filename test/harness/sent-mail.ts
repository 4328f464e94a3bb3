import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, api } from './http.ts';
import type { Listed } from './shapes.ts';

/** A mail that the hub's double of Amazon SES has accepted. */
export interface SentMail {
  /** SES's id, without the domain that `Message-ID` has. */
  readonly id: string;
  readonly from: string;
  /** Everybody who gets it. */
  readonly to: readonly string[];
  /** As it leaves SES. */
  readonly raw: string;
  /** Unfolded, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The hub's provider simulator. */
export const simulatorOf = (home: string): Api => {
  const { simulatorPort } = JSON.parse(readFileSync(join(home, 'run', 'launch.json'), 'utf8')) as { simulatorPort: number };
  return api(`http://127.0.0.1:${simulatorPort}`);
};

const headersOf = (raw: string): Record<string, string> =>
  Object.fromEntries(
    raw
      .slice(0, raw.indexOf('\r\n\r\n'))
      .split(/\r\n(?![ \t])/)
      .map((field) => [
        field.slice(0, field.indexOf(':')).toLowerCase(),
        field
          .slice(field.indexOf(':') + 1)
          .replace(/\r\n/g, '')
          .trim(),
      ]),
  );

interface Remembered {
  readonly channel: string;
  readonly account: string;
  readonly providerId: string;
  readonly request: { readonly to: readonly string[]; readonly raw: string };
}

/** Mails from an address, oldest first. */
export const mailsFrom = async (simulator: Api, from: string): Promise<SentMail[]> => {
  const { items } = await simulator.get<Listed<Remembered>>('/sent');
  return items
    .filter(({ channel, account }) => channel === 'mail' && account === from)
    .map(({ providerId, account, request: { to, raw } }) => ({ id: providerId, from: account, to, raw, headers: headersOf(raw) }))
    .reverse();
};
