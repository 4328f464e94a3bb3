/** A colleague or a team whom a note mentions. */
export interface Mention {
  readonly type: 'agent' | 'team';
  readonly id: string;
}

/** Maximum mentions per note. */
export const MOST_MENTIONS = 50;
