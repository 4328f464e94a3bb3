/** Half of a character, as a careless cut leaves it, is no UTF-8: engines answer something else than was written, or refuse it. */
export const whole = (text: string): string => text.toWellFormed();
