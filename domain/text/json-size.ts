import { cut } from './well-formed.ts';

/** Bytes of a text inside a JSON string, without its quotes; a control character takes six. */
export const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;

/** True if a text has at most this many bytes of UTF-8. Counts only if a quick bound is not enough. */
export const fitsBytes = (text: string, bytes: number): boolean => text.length * 3 <= bytes || (text.length <= bytes && Buffer.byteLength(text) <= bytes);

/** The beginning of a text: at most `bytes` bytes inside a JSON string, never half a character. */
export const cutJson = (text: string, bytes: number): string => {
  const whole = text.toWellFormed();
  if (whole.length * 6 <= bytes || jsonBytes(whole) <= bytes) return whole;
  // Every character takes at least a byte, so the result is within the first `bytes` units.
  let [fits, tooLong] = [0, Math.min(whole.length, Math.max(0, bytes)) + 1];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (jsonBytes(whole.slice(0, middle)) <= bytes) fits = middle;
    else tooLong = middle;
  }
  return cut(whole, fits);
};

/**
 * JSON for a queue. SQS takes no U+FFFE and U+FFFF; older documentation says that it refuses the message, newer that it replaces them
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html, read November 2026). As escapes they pass.
 */
export const queueJson = (value: unknown): string => JSON.stringify(value).replace(/[\uFFFE\uFFFF]/g, (sign) => (sign === '\uFFFE' ? '\\ufffe' : '\\uffff'));
