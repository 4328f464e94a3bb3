import type { Plan } from '../assembly/plan.ts';
import { readAssembly } from '../assembly/read.ts';
import { synthesise } from './synthesise.ts';

export interface AppPlan {
  readonly plan: Plan;
  readonly warning: string | null;
  readonly inputs: readonly string[];
}

/** The plan of the app's stacks. If the cached stacks are damaged, they are synthesised again. @throws SynthesisFailed */
export async function readAppPlan(root: string, cloud: string, say: (line: string) => void): Promise<AppPlan> {
  const kept = await synthesise(root, cloud);
  try {
    return { plan: readAssembly(cloud), ...kept };
  } catch (error) {
    if (!kept.cached) throw error;
    say('the cached stacks cannot be read: synthesising them again');
    const made = await synthesise(root, cloud, { anew: true });
    return { plan: readAssembly(cloud), ...made };
  }
}
