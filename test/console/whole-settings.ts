import { workspace } from './fake-ai.ts';
import { applications } from './fake-applications.ts';
import { groups } from './fake-groups.ts';
import type { FakeHub } from './fake-hub.ts';
import { lists } from './fake-lists.ts';
import { people } from './fake-people.ts';
import { policy } from './fake-policy.ts';
import { origins, withSettings } from './fake-settings.ts';
import { providers } from './fake-sso.ts';
import { systems } from './fake-systems.ts';

/** The API behind every section of the settings at once. */
export const withWholeSettings = (hub: FakeHub): void =>
  withSettings(hub, {
    ...workspace(),
    ...applications(),
    ...groups().routes,
    ...lists(hub),
    ...people(),
    ...policy(),
    ...origins(),
    ...providers(),
    ...systems(),
  });
