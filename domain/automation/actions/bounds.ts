import type { Zod } from './zod-parts.ts';

/** Parts of schemas that several actions have. */
export const idOf = (z: Zod) => z.string().min(1).max(100);
export const textOf = (z: Zod) => z.string().trim().min(1).max(5_000);
export const tagsOf = (z: Zod) => z.array(z.string().trim().min(1).max(100)).max(50);
export const skillsOf = (z: Zod) => z.array(z.string().trim().min(1).max(100)).min(1).max(20);
export const urlOf = (z: Zod) => z.url({ protocol: /^https?$/ }).max(2000);
export const typeOf = <Type extends string>(z: Zod, type: Type) => z.literal(type).describe('The type of the action.');
