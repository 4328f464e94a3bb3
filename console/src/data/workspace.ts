const KEY = 'parley.tenant';

/** The workspace that somebody signed in to last, so that the card has it filled in. */
export const rememberedWorkspace = (): string => localStorage.getItem(KEY) ?? '';
export const rememberWorkspace = (slug: string): void => localStorage.setItem(KEY, slug);
