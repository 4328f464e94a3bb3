import type { Plan } from '../assembly/plan.ts';
import { readAssembly } from '../assembly/read.ts';
import { synthesise } from './synthesise.ts';

export interface AppPlan {
  readonly plan: Plan;
  readonly warning: string | null;
  readonly inputs: readonly string[];
}

/** The plan of the app's stacks. What is in a cache may be damaged; then the stacks are synthesised. @throws SynthesisFailed */
export async function readAppPlan(root: string, cloud: string, say: (line: string) => void): Promise<AppPlan> {
  const kept = await synthesise(root, cloud);
  try {
    return { plan: readAssembly(cloud), ...kept };
  } catch (error) {
    if (!kept.cached) throw error;
    say('the stacks that were kept cannot be read: making them anew');
    const made = await synthesise(root, cloud, { anew: true });
    return { plan: readAssembly(cloud), ...made };
  }
}
