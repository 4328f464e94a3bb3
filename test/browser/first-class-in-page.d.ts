import type { Locator, Page } from 'playwright-core';

export function crowdedRegions(page: Page): Promise<{ most: string[]; all: string[] }>;
export function wrongEllipses(page: Page): Promise<{ wrong: string[]; cut: number }>;
export function offGrid(page: Page): Promise<string[]>;
export function looseNumbers(page: Page): Promise<{ wrong: string[]; seen: number }>;
export function ring(page: Page): Promise<{ isNew: boolean; drawn: boolean; shown: boolean; name: string } | null>;
export function greys(locator: Locator): Promise<{ ground: number; border: number }>;
export function blackGrounds(page: Page): Promise<string[]>;
export function glyphs(page: Page): Promise<{ name: string; isMirrored: boolean }[]>;
export function outsideWindow(page: Page, selector: string): Promise<string[]>;
export function sideways(page: Page): Promise<{ scrolls: boolean; over: string[] }>;
export function longMotion(page: Page): Promise<string[]>;
export function edgelessButtons(page: Page): Promise<string[]>;
export function rows(page: Page): Promise<{ id: string; weight: number; hasDot: boolean }[]>;
export function glyphNames(locator: Locator): Promise<string[]>;
export function styles(locator: Locator, property: string): Promise<string[]>;
