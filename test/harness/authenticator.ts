import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const bytesOf = (base32: string): Buffer => {
  const bits = Array.from(base32)
    .map((character) => ALPHABET.indexOf(character).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
};

/** What an authenticator app shows: RFC 6238, SHA-1, six digits, 30 s. `steps`: later or earlier ones. Shares no code with the hub. */
export const authenticatorCode = (secret: string, ms: number, steps = 0): string => {
  const message = Buffer.from((Math.floor(ms / 30_000) + steps).toString(16).padStart(16, '0'), 'hex');
  const mac = createHmac('sha1', bytesOf(secret)).update(message).digest('hex');
  const at = Number.parseInt(mac.slice(-1), 16) * 2;
  return (BigInt(`0x${mac.slice(at, at + 8)}`) & 0x7fffffffn).toString().slice(-6).padStart(6, '0');
};
