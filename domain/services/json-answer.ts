export type JsonAnswer = { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly reason: string };

/** Reads a service's answer as JSON, if it has at most `most` bytes. Never throws. */
export const readJsonAnswer = (body: string, most: number): JsonAnswer => {
  if (Buffer.byteLength(body) > most) return { ok: false, reason: `the answer has more than ${most} bytes` };
  try {
    return { ok: true, json: JSON.parse(body) };
  } catch {
    return { ok: false, reason: 'the answer is not JSON' };
  }
};
