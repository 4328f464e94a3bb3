import type { Skipped } from './answer.ts';
import type { PeopleState } from './state.ts';

export interface PresentedState {
  /** `off`: there is no user service. `waiting`: it was not asked yet, or never answered. `stale`: the last request failed, so the last good answer is used. */
  readonly state: 'off' | 'waiting' | 'current' | 'stale';
  readonly askedAt: string | null;
  readonly syncedAt: string | null;
  readonly ageSeconds: number | null;
  readonly error: string | null;
  readonly agents: number;
  readonly teams: number;
  readonly skippedCount: number;
  readonly skipped: readonly Skipped[];
}

const timeOf = (ms: number | null): string | null => (ms === null || ms === 0 ? null : new Date(ms).toISOString());

/** The state of the copy of the user service's people, as the API shows it. */
export const presentPeopleState = (isOn: boolean, state: PeopleState | null, now: number): PresentedState => {
  const { askedAt = 0, syncedAt = null, error = null, agents = 0, teams = 0, skippedCount = 0, skipped = [] } = state ?? {};
  const kind = !isOn ? 'off' : syncedAt === null ? 'waiting' : error === null ? 'current' : 'stale';
  const ageSeconds = syncedAt === null ? null : Math.max(0, Math.floor((now - syncedAt) / 1000));
  return { state: kind, askedAt: timeOf(askedAt), syncedAt: timeOf(syncedAt), ageSeconds, error, agents, teams, skippedCount, skipped };
};
