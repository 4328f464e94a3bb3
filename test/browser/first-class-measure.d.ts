import type { Page } from 'playwright-core';

export function observe(): void;
export function openRow(page: Page, place: number): Promise<number>;
export function scrollList(page: Page, rows: number, height: number): Promise<number>;
export function watchCounter(page: Page, name: string): Promise<void>;
export function read(page: Page, what: 'lcp'): Promise<number>;
export function read(page: Page, what: 'long' | 'painted'): Promise<number[]>;
export function read(page: Page, what: 'events'): Promise<{ name: string; duration: number }[]>;
export function forget(page: Page): Promise<void>;
