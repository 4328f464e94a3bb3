import type { Page } from 'playwright-core';

export declare function poorContrasts(page: Page): Promise<string[]>;
export declare function unnamedControls(page: Page): Promise<string[]>;
