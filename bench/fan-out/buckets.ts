/** A token bucket, as AWS limits rates with: tokens come with time, up to `burst`. */
export interface Bucket {
  /** Takes the tokens if they are there. */
  readonly take: (tokens: number) => boolean;
  /** Takes the tokens in any case, and says after how many milliseconds they are there. */
  readonly reserve: (tokens: number) => number;
}

export const bucket = (perSecond: number, burst: number, now: () => number): Bucket => {
  let tokens = burst;
  let at = now();
  const refill = (): void => {
    tokens = Math.min(burst, tokens + ((now() - at) / 1000) * perSecond);
    at = now();
  };
  return {
    take(wanted) {
      refill();
      if (tokens < wanted) return false;
      tokens -= wanted;
      return true;
    },
    reserve(wanted) {
      refill();
      tokens -= wanted;
      return tokens >= 0 ? 0 : (-tokens / perSecond) * 1000;
    },
  };
};
