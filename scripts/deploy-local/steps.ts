/** Runs one step of a list under a time limit and tells how long it took. */
export type Step = <T>(name: string, limitSeconds: number, work: () => Promise<T>) => Promise<T>;

/** A step that did not come to its end. `cause` is why. */
export class StepFailed extends Error {
  readonly step: string;
  constructor(step: string, reason: string, cause?: unknown) {
    super(`${step}: ${reason}`, { cause });
    this.name = 'StepFailed';
    this.step = step;
  }
}

const NAME_WIDTH = 66;

/** What a step's work must end by itself (a child process) it ends by its own limit; this one only stops waiting. */
export const steps =
  (say: (line: string) => void): Step =>
  async (name, limitSeconds, work) => {
    const began = performance.now();
    const told = (mark: string): void => say(`${mark} ${name.padEnd(NAME_WIDTH)} ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s`);
    let timer: NodeJS.Timeout | undefined;
    try {
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`not done after ${limitSeconds} s`)), limitSeconds * 1000);
      });
      const done = await Promise.race([work(), late]);
      told('ok  ');
      return done;
    } catch (error) {
      told('FAIL');
      throw new StepFailed(name, reasonOf(error), error);
    } finally {
      clearTimeout(timer);
    }
  };

/** With the causes behind it; a failed step tells them already. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return JSON.stringify(error);
  return error.cause === undefined || error instanceof StepFailed ? error.message : `${error.message} ← ${reasonOf(error.cause)}`;
};
