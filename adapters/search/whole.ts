/** A lone surrogate, from a careless cut, is not valid UTF-8: engines return another text, or reject it. */
export const whole = (text: string): string => text.toWellFormed();
