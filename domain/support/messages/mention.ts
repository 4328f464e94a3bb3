/** A colleague whom a note names, or a team of them. */
export interface Mention {
  readonly type: 'agent' | 'team';
  readonly id: string;
}

/** Colleagues that one note can call. */
export const MOST_MENTIONS = 50;
