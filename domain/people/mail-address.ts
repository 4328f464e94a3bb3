/** An address as RFC 5321 limits it, loosely: it is looked up, and nothing is sent to it before it proves itself. */
export const isMailAddress = (text: string): boolean => text.length <= 254 && /^[^\s@]{1,64}@[^\s@]+$/.test(text);
