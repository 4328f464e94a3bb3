/**
 * Waits until something holds: asks again and again until the answer is neither undefined nor false, and answers it. The limit is
 * there to end a broken test, not to measure: a machine that is several times slower must not reach it.
 * @throws with the last answer or error when the limit is over.
 */
export const until = async <T>(what: string, ask: () => T | undefined | false | Promise<T | undefined | false>, limitMs = 45_000): Promise<T> => {
  const end = Date.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain until ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
