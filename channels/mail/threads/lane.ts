import { Worker } from 'node:worker_threads';

export interface LaneSettings {
  readonly file: URL;
  /** MB of heap. A thread that needs more is ended. */
  readonly heapMb: number;
  /** The maximum time for which a job may run, and for which it may wait. */
  readonly runMs: number;
  readonly waitMs: number;
  /** An idle thread ends after this time. */
  readonly idleMs: number;
}

/** A job ended without an answer: it ran too long, waited too long, or crashed its thread. */
export class NoAnswer extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NoAnswer';
  }
}

interface Waiting<Job, Answer> {
  readonly job: Job;
  /** The owner of the job. The next job is one of another owner if there is one, so that one owner's flood does not delay others. */
  readonly whose: string;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: NoAnswer) => void;
  readonly timer: NodeJS.Timeout;
}

export interface Lane<Job, Answer> {
  /** @throws NoAnswer, always within `waitMs + runMs` */
  run(job: Job, whose: string): Promise<Answer>;
}

/**
 * A thread that runs jobs one after the other and starts with the first job. A job that runs too long is ended with its thread; the next job gets a new
 * thread. So a job cannot harm other jobs. The process may exit while the thread is idle.
 */
export const lane = <Job, Answer>({ file, heapMb, runMs, waitMs, idleMs }: LaneSettings): Lane<Job, Answer> => {
  const queue: Waiting<Job, Answer>[] = [];
  let thread: Worker | undefined;
  let isBusy = false;
  let lastServed = '';
  let idle: NodeJS.Timeout | undefined;

  const start = (): Worker => {
    const worker = new Worker(file, {
      // The thread does not inherit the flags and import conditions of this process.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 },
    });
    worker.unref();
    worker.on('error', () => {});
    worker.once('exit', () => {
      if (thread === worker) thread = undefined;
    });
    return worker;
  };

  const dismiss = (): void => {
    void thread?.terminate();
    thread = undefined;
  };

  const next = (): void => {
    if (isBusy) return;
    const at = Math.max(
      queue.findIndex(({ whose }) => whose !== lastServed),
      0,
    );
    const [waiting] = queue.splice(at, 1);
    clearTimeout(idle);
    if (!waiting) {
      idle = setTimeout(dismiss, idleMs).unref();
      return;
    }
    clearTimeout(waiting.timer);
    isBusy = true;
    lastServed = waiting.whose;
    void perform(waiting).finally(() => {
      isBusy = false;
      next();
    });
  };

  const perform = async ({ job, resolve, reject }: Waiting<Job, Answer>): Promise<void> => {
    const worker = (thread ??= start());
    worker.ref();
    const answer = await new Promise<Answer | NoAnswer>((settle) => {
      const onMessage = (value: Answer): void => end(value);
      const onError = (error: Error): void => end(new NoAnswer(error.message));
      const onExit = (): void => end(new NoAnswer('the thread ended'));
      const timer = setTimeout(() => end(new NoAnswer('took too long')), runMs);
      const end = (value: Answer | NoAnswer): void => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        settle(value);
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      // A thread has no origin; the rule is about browser windows.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      worker.postMessage(job);
    });
    worker.unref();
    if (!(answer instanceof NoAnswer)) return resolve(answer);
    // It may still be working.
    dismiss();
    reject(answer);
  };

  return {
    run: (job, whose) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          queue.splice(queue.indexOf(waiting), 1);
          reject(new NoAnswer('waited too long'));
        }, waitMs);
        const waiting = { job, whose, resolve, reject, timer };
        queue.push(waiting);
        next();
      }),
  };
};
