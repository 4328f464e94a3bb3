/** Runs one step under a time limit and prints its duration. */
export type Step = <T>(name: string, limitSeconds: number, work: () => Promise<T>) => Promise<T>;

/** A step that failed. `cause` says why. */
export class StepFailed extends Error {
  readonly step: string;
  constructor(step: string, reason: string, cause?: unknown) {
    super(`${step}: ${reason}`, { cause });
    this.name = 'StepFailed';
    this.step = step;
  }
}

const NAME_WIDTH = 66;

/** This limit only stops the wait. Child processes of a step have their own limit. */
export const steps =
  (say: (line: string) => void): Step =>
  async (name, limitSeconds, work) => {
    const began = performance.now();
    const print = (mark: string): void => say(`${mark} ${name.padEnd(NAME_WIDTH)} ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s`);
    let timer: NodeJS.Timeout | undefined;
    try {
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`not done after ${limitSeconds} s`)), limitSeconds * 1000);
      });
      const done = await Promise.race([work(), late]);
      print('ok  ');
      return done;
    } catch (error) {
      print('FAIL');
      throw new StepFailed(name, reasonOf(error), error);
    } finally {
      clearTimeout(timer);
    }
  };

/** The message with its causes; a failed step contains them already. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return JSON.stringify(error);
  return error.cause === undefined || error instanceof StepFailed ? error.message : `${error.message} ← ${reasonOf(error.cause)}`;
};
