import { Unavailable } from '../../domain/edge-errors.ts';

/** Rejects after a time-out. The work itself continues, so it must be safe to repeat. @throws Unavailable, what the work throws */
export const within =
  (ms: number) =>
  async <T>(work: Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Unavailable(`no answer within ${ms} ms`)), ms);
    });
    try {
      return await Promise.race([work, timeUp]);
    } finally {
      clearTimeout(timer);
    }
  };
