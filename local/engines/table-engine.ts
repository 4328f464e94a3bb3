import type { ChildProcess } from 'node:child_process';

/** The engine behind DynamoDB's protocol. */
export interface TableEngine {
  readonly name: string;
  readonly endpoint: string;
  /** Its SQLite file where it is dynoxide's, null otherwise. */
  readonly file: string | null;
  /** Whatever must be there before the first start: downloads, files. */
  install(say: (line: string) => void): Promise<void>;
  spawn(): ChildProcess;
  /** Once it answers for the first time of a process. */
  opened(): void;
}
